import { oneLine } from '../text/one-line.ts';
import type { AuditEntry, AuditValues } from './audit-entry.ts';

/** An entry as it is told and exported. */
export interface AuditView extends Omit<AuditEntry, 'at'> {
  /** RFC 3339 in UTC. */
  readonly at: string;
}

export function auditView({ at, ...entry }: AuditEntry): AuditView {
  return { ...entry, at: new Date(at).toISOString() };
}

/** The columns of the CSV, and what stands in them. */
const COLUMNS: Readonly<Record<string, (view: AuditView) => string | undefined>> = {
  at: ({ at }) => at,
  id: ({ id }) => id,
  with: ({ who }) => who.kind,
  by: ({ who }) => who.by,
  key: ({ who }) => who.key,
  key_id: ({ who }) => who.keyId,
  network: ({ from }) => from?.network,
  agent: ({ from }) => from?.agent,
  action: ({ action }) => action,
  object: ({ object }) => object?.kind,
  object_id: ({ object }) => object?.id,
  subjects: ({ subjects = [] }) => subjects.join(' '),
  outcome: ({ outcome }) => outcome,
  reason: ({ reason }) => reason,
  before: ({ before }) => valuesText(before),
  after: ({ after }) => valuesText(after),
};

/** The first line of the CSV, which names its columns. */
export const AUDIT_CSV_HEAD = `${Object.keys(COLUMNS).join(',')}\r\n`;

/**
 * Writes entries as lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula is
 * preceded by an apostrophe: names, and what programs call themselves, come from outside
 * (CWE-1236).
 */
export function auditCsv(views: readonly AuditView[]): string {
  const cells = Object.values(COLUMNS);
  return views.map((view) => `${cells.map((of) => cell(of(view) ?? '')).join(',')}\r\n`).join('');
}

/** Writes entries as JSON Lines. */
export function auditJsonLines(views: readonly AuditView[]): string {
  return views.map((view) => `${JSON.stringify(view)}\n`).join('');
}

function valuesText(values: AuditValues | undefined): string | undefined {
  return values && JSON.stringify(values);
}

function cell(given: string): string {
  // A terminal obeys control characters, and no name needs any.
  const text = oneLine(given);
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
