import { AUDIT_ENTRY } from '#adapters/stored/audit.ts';
import { CONTROLS } from '#adapters/stored/controls.ts';
import { INCIDENT, INCIDENT_ALERTS } from '#adapters/stored/incident.ts';
import type { StoredKind } from '#adapters/stored/kind.ts';
import { INCIDENT_MESSAGE, PAGE_MESSAGE, TICK_MESSAGE } from '#adapters/stored/messages.ts';
import { MAILBOX, PAGE } from '#adapters/stored/page.ts';
import { SUBJECT } from '#adapters/stored/subject.ts';
import { SAMPLE_TALLY } from '#adapters/stored/tally.ts';
import { LISTED_SERIES, TREND_POINT, VALUES_SINCE } from '#adapters/stored/trend.ts';
import { TURNS } from '#adapters/stored/turns.ts';

/** Every kind of document that is stored or sent, by the name of its golden items. */
export const ALL_KINDS = {
  subjects: SUBJECT,
  incidents: INCIDENT,
  'incident-alerts': INCIDENT_ALERTS,
  pages: PAGE,
  mailboxes: MAILBOX,
  turns: TURNS,
  silences: CONTROLS.silences,
  overrides: CONTROLS.overrides,
  absences: CONTROLS.absences,
  exchanges: CONTROLS.exchanges,
  told: CONTROLS.told,
  notes: CONTROLS.notes,
  keys: CONTROLS.keys,
  changes: CONTROLS.changes,
  link: CONTROLS.link,
  config: CONTROLS.config,
  audit: AUDIT_ENTRY,
  trends: TREND_POINT,
  'listed-series': LISTED_SERIES,
  'values-since': VALUES_SINCE,
  tallies: SAMPLE_TALLY,
  'incident-messages': INCIDENT_MESSAGE,
  'page-messages': PAGE_MESSAGE,
  'tick-messages': TICK_MESSAGE,
} as unknown as Readonly<Record<string, StoredKind<object>>>;
