import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InhibitRule } from '#core/alert/inhibit-rule.ts';
import { REHEARSED, withCanary, withRehearsals } from '#core/canary/canary.ts';
import type { NotificationRule } from '#core/responder/channel.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { PERMISSIONS } from '#deployment/permissions.ts';
import { ROUTES } from '#deployment/routes.ts';
import { pressedForm } from '#local/page-form.ts';
import { incident, manyAlerts } from '../adapters/sample-states.ts';
import { anObjective, VALUES } from '../core/objective/oracle.ts';
import { createBrowser } from '../support/browser.ts';
import { alarmMessage } from '../support/cloudwatch.ts';
import { absence, below, hospital, person } from '../support/config.ts';
import { BACKUP_UUID, HEARTBEATS } from '../support/heartbeats.ts';
import { knockAtEveryDoor } from '../support/knocks.ts';
import { TEST_CONFIG } from '../support/platform.ts';
import { auditEvent, watched } from '../support/record-access.ts';
import { type RecordedPlatform, startRecordedPlatform } from '../support/recorded-platform.ts';
import { signIn, TEST_ACCESS } from '../support/signed-in.ts';
import { START } from '../support/world.ts';

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/**
 * Returns what Lambda's poller does in the name of the function behind a queue: no handler calls
 * these.
 */
const polled = (queue: string) =>
  ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((a) => `${queue} sqs:${a}`);

const BY_POLLER: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  alarms: polled('alarmQueue'),
  incident: polled('incidentQueue'),
  page: polled('pageQueue'),
  clock: polled('tickQueue'),
};

/** So that an incident, or an answer, plans a page that is due before the clock's next tick. */
const ANNA_LATER_BY_MAIL: readonly NotificationRule[] = [
  { channel: 'sms', delay: 0, severities: ['critical'] },
  { channel: 'email', delay: 10 * SECOND, severities: ['critical'] },
];

/** So that he is told of a turn that somebody puts on him. */
const BO_TOLD = {
  channel: 'email',
  ahead: DAY,
  begins: true,
  ends: false,
  changes: false,
} as const;

const INHIBIT_RULE: InhibitRule = {
  name: 'causes',
  source: [{ name: 'subject', op: '=~', value: 'cause-.*' }],
  target: [{ name: 'subject', op: '=~', value: 'effect-.*' }],
  equal: [],
};

const config = withRehearsals(
  withCanary(
    hospital({
      people: [
        person('anna', ['sms', 'email'], ANNA_LATER_BY_MAIL),
        { ...person('bo', ['sms', 'email']), turnNotices: BO_TOLD },
      ],
      rules: [below('spo2', 88, { bounds: { low: 70, high: 95 } }), absence('hr', 5 * MINUTE)],
      config: {
        ...HEARTBEATS,
        schedules: TEST_CONFIG.schedules,
        access: TEST_ACCESS,
        // The daily audit comes more than a month after the first entries.
        retention: { ...TEST_CONFIG.retention, audit: 31 * DAY },
        trends: { keep: 7 * DAY },
        inhibitRules: [INHIBIT_RULE],
        ...watched('icu'),
        objectives: [anObjective({ indicator: { ...VALUES, metric: 'spo2' } })],
      },
    }),
  ),
);

/** What SNS does in the name of a function that asks it whether a phone answered STOP. */
const OPT_OUT = ['any sms-voice:DescribeOptedOutNumbers'];
const BY_SNS: typeof BY_POLLER = { contacts: OPT_OUT, audit: OPT_OUT };

/**
 * The first caller creates the link secret; in these stories that is the page function. That of
 * pseudonyms ingest creates.
 */
const SECRET = ['controls#link dynamodb:PutItem'];
const BY_THE_FIRST: typeof BY_POLLER = {
  answer: SECRET,
  respond: [...SECRET, 'controls#pseudonyms dynamodb:PutItem'],
  console: SECRET,
  canary: SECRET,
  probe: SECRET,
  rehearsal: [...SECRET, 'controls#keys dynamodb:PutItem'],
};

type Permissions = Partial<Record<FunctionName, Readonly<Record<string, readonly string[]>>>>;

/** The permissions of the last release; see test/golden/README.md. */
const RELEASED: Permissions = JSON.parse(
  readFileSync('test/golden/0.1.0/permissions.json', 'utf8'),
);

let platform: RecordedPlatform;

beforeAll(async () => {
  platform = await startRecordedPlatform(config);
  await answeredByLink();
  await answeredByApi();
  await shownWithWhatItCameFrom();
  await leftInTheOutbox();
  await failedPages();
  await crowded();
  await endedByHand();
  await inhibited();
  await recoveredAndForgotten();
  await missing();
  await silenced();
  await limited();
  await subscribed();
  await administered();
  await toldOfTurns();
  await knocked();
  await accessed();
  await platform.notify(alarmMessage());
  await contactsChanged();
  await signedInByConsole();
  await signedIn();
  await pinged();
  await changed();
  await guessed();
  await clockWentBack();
  await platform.canary();
  await platform.probe();
  for (const name of REHEARSED) {
    await platform.rehearse(name);
  }
  await platform.audit('platform');
  await platform.audit('daily');
  await swept();
}, 180_000);

afterAll(() => platform.stop());

const granted = (name: FunctionName, permissions: Permissions = PERMISSIONS) =>
  Object.entries(permissions[name] ?? {}).flatMap(([target, actions]) =>
    actions.map((action) => `${target} ${action}`),
  );
const used = (name: FunctionName) => [
  ...platform.calls[name],
  ...(BY_POLLER[name] ?? []),
  ...(BY_SNS[name] ?? []),
  ...(BY_THE_FIRST[name] ?? []),
];
const without = (these: readonly string[], those: readonly string[]) =>
  these.filter((one) => !those.includes(one)).sort();

describe.each(NAMES)('the function %s', (name) => {
  test('may do all that it does', () => {
    expect(without(used(name), granted(name))).toEqual([]);
  });

  test('may do nothing that neither it does nor the release before it', () => {
    const before = granted(name, RELEASED);
    expect(without(without(granted(name), used(name)), before)).toEqual([]);
  });

  test('may do all that the release before it did, which has its role during a rollout', () => {
    expect(without(granted(name, RELEASED), granted(name))).toEqual([]);
  });
});

test('what was recorded holds every route, asked with success', () => {
  const routes = ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect(without(routes, [...platform.answered])).toEqual([]);
});

const post = (metric: string, value: number, ...beds: readonly string[]) =>
  platform.call('POST', '/v1/samples', {
    samples: beds.map((subject) => ({ subject, metric, value })),
  });

/** Returns the ids of the open incidents about beds whose names have this prefix. */
async function open(prefix: string): Promise<readonly string[]> {
  const { incidents } = await platform.call('GET', '/v1/incidents');
  return incidents
    .filter(({ subjects: [bed] }: { subjects: readonly string[] }) => bed?.startsWith(prefix))
    .map(({ id }: { id: string }) => id);
}

/**
 * Sends the very first page, which creates the link secret, and later ones, which wait and leave as
 * a bundle.
 */
async function answeredByLink() {
  await post('spo2', 84, 'link-1');
  const page = platform.newestLink('a');
  await press(page, 'Decline: page the next person now');
  await post('spo2', 84, 'link-2', 'link-3');
  await platform.later(20 * SECOND);
  const inbox = platform.newestLink('i');
  await platform.call('GET', inbox);
  await press(inbox, 'Acknowledge these', 'Yes, acknowledge these');
  await press(page, 'Resolve', 'Silence it');
  await press(page, 'Resolve', 'Resolve all the same', 'Undo');
}

async function press(link: string, ...buttons: readonly string[]): Promise<void> {
  let shown: string = await platform.call('GET', link);
  for (const button of buttons) {
    shown = await platform.call('POST', link, pressedForm(shown, button));
  }
}

async function answeredByApi() {
  await post('spo2', 84, 'api-1');
  const [id] = await open('api');
  const act = (action: string, body: object = {}) =>
    platform.call('POST', `/v1/incidents/${id}/${action}`, body);
  await act('note', { text: 'probe reseated' });
  await act('snooze', { minutes: 10 });
  await act('escalate');
  await act('reassign', { to: 'schedule:wards' });
  await act('decline', { by: 'anna' });
  await act('ack', { by: 'bo' });
  await platform.later(30 * MINUTE);
  await platform.call('GET', `/v1/incidents/${id}`);
  await platform.call('GET', '/v1/openapi.json');
  await act('resolve', { stillFiring: 'confirmed' });
}

async function shownWithWhatItCameFrom() {
  const { incidents } = platform.stored;
  const [id = '', other = ''] = await open('link');
  const found = await incidents.load([id, other]);
  const [incident, before] = [found.get(id), found.get(other)];
  if (incident === undefined || before === undefined) {
    throw new Error('nothing is open');
  }
  const { version } = incident;
  const amended = { ...incident, cameFrom: [before.groupKey], version: version + 1 };
  await incidents.save(amended, version);
  const { cameFrom } = await platform.call('GET', `/v1/incidents/${id}`);
  expect(cameFrom).toMatchObject([{ id: other }]);
}

/** Ingest cannot reach the queue, and the clock sends what it has stored. */
async function leftInTheOutbox() {
  const { middlewareStack } = platform.clientsOf.ingest.sqs;
  const away = () => () => Promise.reject(new Error('SQS is away'));
  middlewareStack.add(away, { step: 'initialize', name: 'away' });
  await post('spo2', 84, 'outbox-1');
  middlewareStack.remove('away');
  expect(await open('outbox')).toEqual([]);
  await platform.later(10 * SECOND);
  expect(await open('outbox')).toHaveLength(1);
}

/** Retries one page; then nobody can be reached, and the technical service is paged. */
async function failedPages() {
  platform.sns.fail(() => 'ThrottledException');
  await post('spo2', 84, 'fail-1');
  await platform.later(20 * SECOND);
  platform.sns.fail(({ responder }) => (responder === 'dan' ? undefined : 'NotFoundException'));
  await platform.later(MINUTE);
  await platform.later(MINUTE);
  await post('spo2', 84, 'fail-2');
  platform.sns.fail(() => undefined);
  await platform.later(MINUTE);
}

/**
 * Fills an incident with so many alerts that they are stored in chunks, and later merges these into
 * a larger one.
 */
async function crowded() {
  const text = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`text${n}`, `${n}`.repeat(1_000)]));
  for (const from of [0, 10]) {
    const samples = Array.from({ length: 10 }, (_, n) => ({
      subject: 'crowded-1',
      metric: 'spo2',
      value: 84,
      labels: { ...text, series: `${from + n}` },
    }));
    await platform.call('POST', '/v1/samples', { samples });
  }
  const [id] = await open('crowded');
  await platform.call('POST', `/v1/incidents/${id}/resolve`, { stillFiring: 'confirmed' });
}

/** Ends an alert that was sent only once a minute after a person has resolved it. */
async function endedByHand() {
  const { key } = await platform.call('POST', '/v1/keys', { name: 'pager', scopes: ['samples'] });
  const payload = { summary: 'disk full', source: 'hand-1', severity: 'critical' };
  const event = { routing_key: key, event_action: 'trigger', dedup_key: 'hand', payload };
  await platform.call('POST', '/v2/enqueue', event);
  const [id] = await open('hand');
  await platform.call('POST', `/v1/incidents/${id}/resolve`, { stillFiring: 'confirmed' });
  await platform.later(2 * MINUTE);
  const other = { ...event, dedup_key: 'link', payload: { ...payload, source: 'hand-2' } };
  await platform.call('POST', '/v2/enqueue', other);
  await press(platform.newestLink('a'), 'Resolve', 'Resolve all the same');
  await platform.later(2 * MINUTE);
}

/** People resolve a cause and its effect, and take that back. */
async function inhibited() {
  await post('spo2', 84, 'cause-1');
  await post('spo2', 84, 'effect-1', 'effect-2');
  for (const [id] of [await open('effect'), await open('cause')]) {
    await platform.call('GET', `/v1/incidents/${id}`);
    await platform.call('POST', `/v1/incidents/${id}/resolve`, { stillFiring: 'confirmed' });
    await platform.call('POST', `/v1/incidents/${id}/undo`, {});
  }
  await platform.later(10 * SECOND);
  await post('spo2', 97, 'effect-2');
  await post('spo2', 97, 'cause-1', 'effect-1');
}

async function recoveredAndForgotten() {
  await post('spo2', 97, 'link-1', 'link-2', 'link-3', 'api-1', 'outbox-1', 'fail-1', 'fail-2');
  await platform.later(HOUR + SECOND);
  await platform.later(2 * MINUTE);
}

async function missing() {
  await post('hr', 70, 'hr-1');
  // A rule on silence waits a fifth longer than it says: this one is due in ten seconds.
  const time = new Date(platform.now() - 6 * MINUTE + 10 * SECOND);
  const samples = [{ subject: 'hr-2', metric: 'hr', value: 70, time }];
  await platform.call('POST', '/v1/samples', { samples });
  await platform.later(6 * MINUTE);
  await platform.call('GET', '/v1/subjects');
  await platform.call('GET', '/v1/subjects/hr-1');
  await platform.call('POST', '/v1/subjects/hr-1/retire');
  await platform.call('GET', '/v1/unread');
  await platform.call('GET', '/v1/version');
  await platform.call('GET', '/metrics');
}

async function accessed() {
  const event = auditEvent('Patient/1', { recorded: new Date(platform.now()).toISOString() });
  await platform.call('POST', '/fhir/AuditEvent', event);
  await platform.call('POST', '/v1/pseudonyms', { of: 'patient', name: 'Patient/1' });
}

/**
 * Incidents, one with its alerts in items of their own, changes, keys, silences and overrides, once
 * they are old.
 */
async function swept() {
  const { due: _, ...old } = incident('swept', 1, { status: 'resolved', openedAt: START });
  await platform.stored.incidents.save({ ...old, alerts: manyAlerts(2_000) }, 0);
  const { id } = await platform.call('POST', '/v1/keys', { name: 'old', scopes: ['read'] });
  await platform.call('DELETE', `/v1/keys/${id}`);
  const result = { outcome: 'sent' as const };
  const test = { responder: 'gone', channel: 'sms' as const, at: START, by: { by: 'bo' }, result };
  await platform.stored.controls.putContactTest({ ...test, id: 'gone#sms' });
  await platform.stored.controls.saveToldTurns({ id: 'gone', version: 1, turns: [] }, 0);
  const by = { createdBy: 'bo', createdAt: START, until: START };
  const note = { id: 'wards/bo', schedule: 'wards', text: 'old', ...by };
  await platform.stored.controls.putHandOffNote(note);
  const owner = { kind: 'person', id: 'gone' } as const;
  const address = { id: 'c', version: 1, hash: '', owner, createdBy: 'bo', createdAt: START };
  await platform.stored.controls.saveCalendar({ ...address, told: {} }, 0);
  const alert = { fingerprint: 'f', title: 'Old', severity: 'critical' } as const;
  const inhibitor = { id: 'k/i/f', alert, incident: 'i', until: START };
  await platform.stored.controls.putInhibitor(inhibitor);
  await platform.stored.controls.putInhibited({ id: 'k/i', at: START });
  // Otherwise a round begins years before, when there was no platform.
  await platform.stored.controls.putSweepProgress({ from: START - DAY, until: START - DAY });
  await platform.later(500 * DAY);
  for (let minutes = 0; minutes < 6; minutes++) {
    await platform.later(MINUTE);
  }
  expect((await platform.stored.incidents.load([old.id])).size).toBe(0);
  expect(await platform.stored.controls.contactTests()).toMatchObject([
    { responder: 'anna', channel: 'email' },
    { responder: 'anna', channel: 'sms' },
  ]);
}

async function silenced() {
  const silence = { matchers: ['subject="bed-1"'], minutes: 60, comment: 'a test' };
  await post('spo2', 84, 'bed-1');
  const { id } = await platform.call('POST', '/v1/silences', silence);
  await platform.call('GET', '/v1/silences');
  await platform.call('DELETE', `/v1/silences/${id}`);
}

/** A calendar program fetches by an address that is revoked later. */
async function subscribed() {
  const { id, address } = await platform.call('POST', '/v1/calendars', { person: 'anna' });
  const { pathname, search } = new URL(address);
  await platform.call('GET', pathname + search);
  await platform.call('GET', '/v1/calendars');
  await platform.call('POST', '/v1/calendars/revoke', { id });
}

/** A value that breaches the limit of all alone, and then pages when the subject's own ends. */
async function limited() {
  const limit = { subject: 'limit-1', rule: 'spo2-low' };
  const set = { ...limit, below: 80, minutes: 60, reason: 'a test' };
  await platform.call('POST', '/v1/limits', set);
  await post('spo2', 84, 'limit-1');
  await platform.call('GET', '/v1/limits');
  await platform.call('POST', '/v1/limits/end', limit);
  await platform.call('PUT', '/v1/subjects/limit-1/occupancy', { occupied: false });
  expect(await open('limit')).toHaveLength(1);
  await platform.call('POST', '/v1/limits', { ...set, subject: 'Patient/limit-2' });
  await post('spo2', 97, 'Patient/limit-2');
  await platform.call('POST', '/fhir/Encounter', {
    resourceType: 'Encounter',
    status: 'finished',
    subject: { reference: 'Patient/limit-2' },
    period: { end: new Date(platform.now() + 1_000).toISOString() },
  });
  expect((await platform.call('GET', '/v1/limits')).limits).toEqual([]);
}

/** Sends requests to every route of every protocol, as its agents do. */
async function knocked() {
  const scopes = ['samples', 'read', 'respond'];
  const { key } = await platform.call('POST', '/v1/keys', { name: 'agents', scopes });
  await knockAtEveryDoor({
    ask: ({ method, path, body, headers }) => platform.call(method, path, body, headers),
    key,
    now: new Date(platform.now()),
  });
}

/** Changes are swept by whoever tells the next. */
async function changed() {
  const { key } = await platform.call('POST', '/v1/keys', { name: 'ci', scopes: ['samples'] });
  const event = { routing_key: key, event_action: 'acknowledge', dedup_key: 'a' };
  await platform.call('POST', '/v2/enqueue', event);
  const change = { routing_key: key, payload: { summary: 'deploy' } };
  await platform.call('POST', '/v2/change/enqueue', change);
  await platform.later(32 * DAY);
  await platform.call('POST', '/v2/change/enqueue', change);
}

async function administered() {
  const override = { schedule: 'wards', person: 'bo', from: '2026-06-01T00:00Z' };
  const made = { ...override, to: '2026-07-01T00:00Z' };
  const { id } = await platform.call('POST', '/v1/overrides', made);
  await platform.call('GET', '/v1/overrides');
  await platform.call('GET', '/v1/oncall');
  await platform.call('GET', '/v1/oncall/services');
  await platform.call('GET', '/v1/turns');
  await platform.call('GET', '/v1/pages');
  await platform.call('GET', '/v1/reports/burden');
  await platform.call('GET', '/v1/reports/response');
  await platform.call('GET', '/v1/reports/on-call');
  await platform.call('GET', '/v1/reports/slos');
  const away = { person: 'anna', from: '2026-06-01T00:00Z', to: '2026-06-02T00:00Z' };
  const absence = await platform.call('POST', '/v1/absences', { ...away, uncovered: 'tried' });
  await platform.call('GET', '/v1/absences');
  await platform.call('POST', '/v1/absences/end', { id: absence.id });
  await exchanged();
  await platform.call('GET', `/v1/overrides/preview?without=${id}`);
  await platform.call('GET', '/v1/config?proof=year');
  await platform.call('GET', '/v1/silences/preview?filter=subject%3Dbed-1');
  await platform.call('DELETE', `/v1/overrides/${id}`);
  const key = await platform.call('POST', '/v1/keys', { name: 'monitor', scopes: ['samples'] });
  await platform.call('GET', '/v1/keys');
  await platform.call('DELETE', `/v1/keys/${key.id}`);
  await platform.call('GET', '/v1/health');
  await platform.call('GET', '/v1/checks');
  await platform.call('GET', '/v1/incidents?status=all');
  await platform.call('GET', '/v1/audit');
  await platform.call('GET', '/v1/subjects/bed-1/trends?metric=spo2');
  await platform.call('GET', '/v1/slos');
  await platform.call('GET', '/v1/slos/record-fast');
}

/** Somebody who is signed in asks, and after a minute that is noted; later the session is swept. */
async function signedIn() {
  const runtime = { ports: platform.stored, config, publicUrl: 'http://x', clock: platform.now };
  for (const path of ['/v1/me', '/v1/contacts', '/v1/reports/slos']) {
    const issuer = `${platform.url}/issuer`;
    const { cookie } = await signIn(runtime, { issuer, groups: ['admins'] });
    await platform.later(MINUTE);
    await platform.call('GET', path, undefined, { cookie });
  }
}

/** Somebody signs in twice in one browser, answers without script, and signs out everywhere. */
async function signedInByConsole() {
  const browser = createBrowser();
  for (let times = 0; times < 2; times++) {
    const { url } = await browser.open(`${platform.url}/console/sign-in`);
    await browser.post(url, { who: 'anna admin' });
  }
  await post('spo2', 84, 'plain-1');
  const [id = ''] = await open('plain');
  const plain = `${platform.url}/console/plain/`;
  await browser.open(plain);
  await platform.later(MINUTE);
  await browser.open(plain + id);
  await browser.post(`${plain}${id}/ack`, {});
  await browser.post(`${platform.url}/console/sign-out`, { everywhere: 'yes' });
}

/** On one machine no mail goes out, and the token in it would be the ARN. */
async function contactsChanged() {
  const add = (channel: string, address: string) =>
    platform.call('POST', '/v1/contacts', { person: 'anna', channel, address });
  await add('sms', '+15550100101');
  const { contact } = await add('email', 'anna@example.org');
  const arn = `arn:aws:sns:us-east-1:000000000000:wardbell-${contact.id}`;
  const link = `https://sns.us-east-1.amazonaws.com/confirmation.html?Token=${arn}&Endpoint=x`;
  await platform.call('POST', '/v1/contacts/confirm', { person: 'anna', link });
  await platform.call('GET', '/v1/contacts');
  await platform.call('POST', '/v1/contacts/test', { person: 'anna' });
  await platform.call('GET', `/v1/contacts/${contact.id}/removal`);
  await platform.call('DELETE', `/v1/contacts/${contact.id}`);
}

/** Bo is told, and accepts by the link of the message. */
async function exchanged() {
  const ask = async (day: number) => {
    const turn = { from: `2026-07-${day}T00:00Z`, to: `2026-07-${day}T08:00Z` };
    const asked = { giver: 'anna', taker: 'bo', schedule: 'wards', ...turn };
    return platform.call('POST', '/v1/exchanges', asked);
  };
  await ask(10);
  await press(platform.newestLink('a'), 'Accept');
  for (const [index, answer] of ['accept', 'decline', 'withdraw'].entries()) {
    const { id } = await ask(11 + index);
    await platform.call('POST', `/v1/exchanges/${answer}`, { id });
  }
  await platform.call('GET', '/v1/exchanges');
}

/** Somebody puts Bo on call, who is told that he is, with what is open. */
async function toldOfTurns() {
  await platform.later(6 * MINUTE);
  const at = (ms: number) => new Date(platform.now() + ms).toISOString();
  const turn = { schedule: 'wards', person: 'bo', from: at(0), to: at(HOUR) };
  await platform.call('POST', '/v1/overrides', turn);
  const note = { schedule: 'wards' };
  await platform.call('POST', '/v1/oncall/note', { ...note, text: 'All is quiet' });
  await platform.later(6 * MINUTE);
  await platform.call('POST', '/v1/oncall/note', note);
  await platform.later(MINUTE);
}

/** Silences, overrides, absences and exchanges move with the clock. */
async function clockWentBack() {
  const silence = { matchers: ['subject="bed-9"'], minutes: 60, comment: 'a test' };
  await platform.call('POST', '/v1/silences', silence);
  const override = { schedule: 'wards', person: 'bo', from: '2026-06-01T00:00Z' };
  await platform.call('POST', '/v1/overrides', { ...override, to: '2027-07-01T00:00Z' });
  const away = { person: 'bo', from: '2026-06-01T00:00Z', to: '2027-02-01T00:00Z' };
  await platform.call('POST', '/v1/absences', { ...away, uncovered: 'tried' });
  const turn = { schedule: 'wards', from: '2027-01-20T00:00Z', to: '2027-01-20T08:00Z' };
  await platform.call('POST', '/v1/exchanges', { giver: 'bo', ...turn });
  await platform.later(-HOUR);
}

/** More keys than a function reads one by one. */
async function guessed() {
  await platform.guess('POST', '/v1/samples', 150);
  await platform.guess('GET', '/v1/contacts', 150);
  await platform.guess('GET', '/v1/reports/slos', 150);
  await platform.guess('POST', '/v1/incidents/none-1/acknowledge', 150);
}

async function pinged() {
  const { key } = await platform.call('POST', '/v1/keys', { name: 'jobs', scopes: ['samples'] });
  for (const method of ['HEAD', 'GET', 'POST']) {
    for (const path of [BACKUP_UUID, `${BACKUP_UUID}/start`, `${key}/report/0`]) {
      await platform.call(method, `/ping/${path}`);
    }
  }
  await platform.call('GET', '/v1/heartbeats');
  await platform.call('DELETE', '/v1/heartbeats/backup');
}
