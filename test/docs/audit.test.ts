import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ACTIONS } from '#api/incidents/incidents.requests.ts';
import { AUDIT_ACTIONS } from '#core/audit/actions.ts';

test('docs/audit.md names every action of the audit trail, and no other', () => {
  const page = readFileSync('docs/audit.md', 'utf8');
  const [, table = ''] = /\n\| action [^\n]*\n((?:\|[^\n]*\n)+)/.exec(page) ?? [];
  const rows = table.split('\n').map((row) => row.split('|')[1] ?? '');
  const named = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(new Set(named)).toEqual(new Set(Object.keys(AUDIT_ACTIONS)));
});

test('every action on an incident has a name in the audit trail', () => {
  const names = Object.keys(ACTIONS).map((name) => `incident.${name}`);
  expect(Object.keys(AUDIT_ACTIONS)).toEqual(expect.arrayContaining(names));
});
