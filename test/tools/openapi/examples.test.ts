import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Operation } from '#http/contract.ts';
import { OPERATIONS } from '../../../tools/openapi/contracts.ts';
import { anObjective } from '../../core/objective/oracle.ts';
import { below, person } from '../../support/config.ts';
import { BACKUP_UUID, HEARTBEATS } from '../../support/heartbeats.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';
import { watched } from '../../support/record-access.ts';

let world: TestPlatform;
/** Values of the placeholders in examples. */
const places = new Map([['uuid', BACKUP_UUID]]);

beforeAll(async () => {
  const clock = () => Date.UTC(2026, 2, 12, 3, 14, 30);
  const rules = [below('spo2', 90, { bounds: { low: 80, high: 95 } })];
  const objectives = [anObjective({ name: 'record-there', service: 'icu' })];
  const own = { ...HEARTBEATS, ...watched('icu'), rules, objectives, technicalService: 'icu' };
  const people = { ...TEST_CONFIG.people, bo: person('bo') };
  const config = { ...TEST_CONFIG, ...own, people };
  world = await startTestPlatform({ config, clock });
  await world.call('GET', `/ping/${BACKUP_UUID}`, { key: null });
  places.set('samplesKey', await world.key('samples'));
  for (const bed of ['bed-7', 'bed-9']) {
    const sample = { subject: bed, metric: 'spo2', value: 60, unit: '%' };
    await world.call('POST', '/v1/samples', { json: { samples: [sample] } });
  }
  await world.nextPage();
  places.set('incident', (await incidentOf('bed-9')).id);
  const override = { schedule: 'wards', person: 'anna', from: '2026-03-12T07:00:00Z' };
  const set = { ...override, to: '2026-03-12T19:00:00Z' };
  places.set('override', (await world.call('POST', '/v1/overrides', { json: set })).json.id);
  const away = { person: 'anna', from: '2026-04-12T07:00:00Z', to: '2026-04-13T07:00:00Z' };
  const noted = { json: { ...away, uncovered: 'nobody is needed' } };
  places.set('absence', (await world.call('POST', '/v1/absences', noted)).json.id);
  for (const [place, day] of [
    ['exchange', 25],
    ['exchangeToDecline', 26],
    ['exchangeToWithdraw', 27],
  ] as const) {
    const turn = { from: `2026-03-${day}T07:00:00Z`, to: `2026-03-${day}T19:00:00Z` };
    const json = { giver: 'anna', taker: 'bo', schedule: 'wards', ...turn };
    places.set(place, (await world.call('POST', '/v1/exchanges', { json })).json.id);
  }
  const calendar = { json: { person: 'anna' } };
  places.set('calendar', (await world.call('POST', '/v1/calendars', calendar)).json.id);
  const key = { name: 'one to revoke', scopes: ['read'] };
  places.set('key', (await world.call('POST', '/v1/keys', { json: key })).json.id);
}, 30_000);

afterAll(() => world.platform.stop());

const inPlace = (text: string) =>
  text.replaceAll(/\{(\w+)\}/g, (all, name: string) => places.get(name) ?? all);

/** Polls until there is one, because decisions pass through a queue. */
async function incidentOf(subject: string): Promise<{ readonly id: string }> {
  const { json } = await world.call('GET', `/v1/incidents?subject=${subject}`);
  return json.incidents[0] ?? incidentOf(subject);
}

/** Sends the example of an operation, as the document shows it. */
function send(method: string, path: string, { example = {}, body }: Operation) {
  const { path: parts = {}, query = {} } = example;
  const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(inPlace(parts[name] ?? '')),
  );
  const asked = new URLSearchParams(query).toString();
  const [type = ''] = Object.entries(body?.content ?? {}).find(([, one]) => one !== 'bytes') ?? [];
  return world.call(method, asked === '' ? at : `${at}?${asked}`, {
    ...(example.body !== undefined && {
      body: inPlace(JSON.stringify(example.body)),
      headers: { 'content-type': type },
    }),
  });
}

const SHOWN = OPERATIONS.filter(({ operation }) => operation.example !== undefined);

describe('the example of an operation', () => {
  // In the order of the document: what is done to the incident follows one upon the other.
  test.each(SHOWN.map((one) => [one.operation.operationId, one] as const))(
    'is taken as it stands there: %s',
    async (_, { method, path, operation }) => {
      const { status, text } = await send(method, path, operation);
      expect(`${status} ${text}`).toMatch(/^20[0-4] (?!.*"rejected":[1-9])/s);
    },
  );

  test('is there for all but what needs a link, a mail, or bytes', () => {
    const others = OPERATIONS.filter(({ operation }) => operation.example === undefined);
    expect(others.map(({ operation }) => operation.operationId)).toMatchInlineSnapshot(`
[
  "fetchCalendar",
  "confirmContact",
  "previewRemoval",
  "removeContact",
  "getOpenapi",
  "scrapeMetrics",
  "showIncidentPage",
  "answerIncidentPage",
  "showInboxPage",
  "answerInboxPage",
  "endAlertmanagerSilence",
  "putObservation",
  "putEncounter",
  "putAuditEvent",
  "putObservationByIdentifier",
  "getCapabilities",
  "searchObservations",
  "getObservation",
  "postHeartbeat",
  "postHeartbeatByName",
  "postHeartbeatSignal",
  "remoteWrite",
]
`);
  });
});
