import { appendFileSync } from 'node:fs';

// Jest loads this before each test file of the version whose golden items are made: it writes down
// what stores and queues make JSON of, once for each set of keys and values of codes.

const file = process.env['WARDBELL_GOLDEN_RECORD'] ?? '';
const seen = new Set<string>();

type Values = Readonly<Record<string, unknown>>;

/** Recognizes the kind of a document by the keys that it must have. */
const SIGNS: Readonly<Record<string, (d: Values) => boolean>> = {
  subjects: (d) => hasNumbers(d, 'lastSeq') && has(d, 'subject', 'series', 'outbox'),
  incidents: (d) => hasNumbers(d, 'episode', 'openedAt') && has(d, 'groupKey', 'escalation'),
  pages: (d) => hasNumbers(d, 'version') && has(d, 'order', 'attempts', 'status'),
  mailboxes: (d) => hasNumbers(d, 'lastSentAt', 'leaseEnds') && has(d, 'responder', 'channel'),
  silences: (d) =>
    hasNumbers(d, 'startsAt', 'endsAt', 'createdAt') && has(d, 'matchers', 'comment'),
  overrides: (d) => hasNumbers(d, 'from', 'to', 'createdAt') && has(d, 'schedule', 'person', 'id'),
  keys: (d) => hasNumbers(d, 'createdAt') && has(d, 'hash', 'scopes', 'id', 'name'),
  changes: (d) => hasNumbers(d, 'at') && has(d, 'summary', 'details', 'links', 'id', 'key'),
  config: (d) => hasNumbers(d, 'since', 'lookedAt') && has(d, 'config', 'id'),
  'incident-messages': (d) =>
    (d['kind'] === 'transition' && has(d, 'transition')) ||
    (d['kind'] === 'acknowledged_by_sender' && has(d, 'groupKey', 'fingerprint', 'by')) ||
    (d['kind'] === 'look' && has(d, 'incident', 'why')),
  'page-messages': (d) => has(d, 'responder', 'channel', 'orders'),
  'tick-messages': (d) =>
    has(d, 'share') || (Object.keys(d)[0] === 'tick' && hasNumbers(d, 'tick')),
};

function has(d: Values, ...keys: readonly string[]): boolean {
  return keys.every((key) => d[key] !== undefined);
}

function hasNumbers(d: Values, ...keys: readonly string[]): boolean {
  return keys.every((key) => typeof d[key] === 'number');
}

/** Keys whose values are codes; each value deserves an example item. */
const CODES = /^(kind|phase|status|reason|resolveReason|source|op|severity|channel)$/;

function traits(value: unknown, key: string, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const entry of value) {
      traits(entry, key, found);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      const known = /^[a-zA-Z]+$/.test(name) ? name : '*';
      found.add(`${key}.${known}`);
      traits(part, known, found);
    }
  } else if (CODES.test(key)) {
    found.add(`${key}=${String(value)}`);
  }
}

function record(value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return;
  }
  const kind = Object.entries(SIGNS).find(([, fits]) => fits(value as Values))?.[0];
  if (kind === undefined) {
    return;
  }
  const found = new Set<string>([kind]);
  traits(value, '', found);
  const name = [...found].sort().join(' ');
  if (!seen.has(name)) {
    seen.add(name);
    appendFileSync(file, `${stringify({ kind, document: value })}\n`);
  }
}

const stringify = JSON.stringify;
JSON.stringify = ((value: unknown, ...more: [never]) => {
  record(value);
  return stringify(value, ...more);
}) as typeof JSON.stringify;

const clone = globalThis.structuredClone;
globalThis.structuredClone = (value, options) => {
  record(value);
  return clone(value, options);
};
