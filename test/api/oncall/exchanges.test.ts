import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { linkTag } from '#core/messages/link.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { Unavailable } from '#usecases/ports.ts';
import { linkPath } from '#usecases/sign-link.ts';
import { sweepControls } from '#usecases/sweep-controls.ts';
import { hospital, person, policy, service } from '../../support/config.ts';
import { layer } from '../../support/layer.ts';
import { apiHandler } from '../../support/respond.ts';
import { signIn, TEST_ACCESS } from '../../support/signed-in.ts';

/** From `NOW` on anna has the nurses' first day, bo the second and cia the third. */
const CONFIG = {
  ...hospital({
    policies: [policy('round', [[{ kind: 'schedule', id: 'nurses' }]])],
    services: [service('round', 'round')],
    config: {
      people: {
        anna: person('anna', ['sms', 'email']),
        bo: person('bo', ['sms', 'email']),
        cia: person('cia'),
        dora: person('dora', ['sms'], [{ channel: 'sms', delay: 0, severities: ['info'] }]),
        lena: person('lena'),
      },
      schedules: {
        nurses: {
          id: 'nurses',
          timeZone: 'UTC',
          layers: [layer(['bo', 'cia', 'anna'])],
        },
        doctors: { id: 'doctors', timeZone: 'UTC', layers: [layer(['cia'])] },
      },
    },
  }),
  access: TEST_ACCESS,
};

type Who = 'anna' | 'bo' | 'cia' | 'dora' | 'lena';

const START = Date.UTC(2026, 9, 24, 7);
let now: number;
let ports: ReturnType<typeof memoryPorts>;
let handler: ReturnType<typeof apiHandler>;
const publicUrl = 'http://x';
const day = (n: number, hours = 24) => ({
  from: isoTime(START + n * DAY),
  to: isoTime(START + n * DAY + hours * HOUR),
});

beforeEach(() => {
  now = START - HOUR;
  ports = memoryPorts();
  handler = apiHandler({ ports, config: CONFIG, clock: () => now, publicUrl });
});

async function as(who: Who, method: string, url: string, json?: object) {
  const groups = [who === 'lena' ? 'leads' : 'responders'];
  const runtime = { ports, config: CONFIG, publicUrl, clock: () => now };
  const session = await signIn(runtime, { account: who, name: who, groups });
  const body = Buffer.from(json === undefined ? '' : JSON.stringify(json));
  const headers = { ...session, ...(json !== undefined && { 'content-type': 'application/json' }) };
  return asked({ method, url, headers, body });
}

async function asked(given: {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}) {
  const { event } = gatewayEvent({ ...given, sourceIp: '::1', id: 'r', at: now });
  const { statusCode: status, body: text = '' } = await handler(event, {} as never);
  return { status, text, json: text.startsWith('{') ? JSON.parse(text) : {} };
}

const ask = (who: Who, more: object) =>
  as(who, 'POST', '/v1/exchanges', { giver: 'anna', schedule: 'nurses', ...day(0), ...more });

const answer = (who: Who, what: string, id: string) =>
  as(who, 'POST', `/v1/exchanges/${what}`, { id });

const onCall = async (schedule: string, n: number) => {
  const at = isoTime(START + n * DAY + HOUR);
  const { json } = await as('lena', 'GET', `/v1/oncall?schedule=${schedule}&at=${at}`);
  return json.schedules.map((row: { person: string }) => row.person);
};

const linkFor = (id: string, who: Who) =>
  linkPath(ports.links, { kind: 'exchange', exchange: linkTag(id), person: linkTag(who) });

const openLink = (url: string) => asked({ method: 'GET', url, headers: {}, body: Buffer.from('') });

async function press(url: string, action: string) {
  const { text } = await openLink(url);
  const form = /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '';
  return post(url, action, form);
}

const post = (url: string, action: string, form: string) =>
  asked({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams({ action, form }).toString()),
  });

const told = () =>
  ports.pageQueue
    .waiting()
    .map(({ responder, channel, notices = [] }) => `${responder} ${channel} ${notices[0]?.of}`);

describe('a cover', () => {
  test('changes nothing until it is accepted, and then who is on call', async () => {
    const { status, json } = await ask('anna', { taker: 'bo' });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      ...{ kind: 'cover', status: 'open', awaits: 'taker', told: ['bo'] },
      changes: [{ schedule: 'nurses', before: 'anna', after: 'bo' }],
    });
    expect(await onCall('nurses', 0)).toEqual(['anna']);
    expect(await answer('bo', 'accept', json.id)).toMatchObject({
      ...{ status: 200, json: { status: 'accepted', acceptedBy: 'bo', told: ['anna'] } },
    });
    expect(await onCall('nurses', 0)).toEqual(['bo']);
    const { json: list } = await as('cia', 'GET', '/v1/overrides');
    expect(list.overrides).toMatchObject([{ person: 'bo', instead: 'anna', exchange: json.id }]);
    expect(told()).toEqual(['bo email asked', 'anna email accepted']);
  });

  test('is asked of all of the schedule, and of two who accept one wins', async () => {
    const { json } = await ask('anna', {});
    expect(json.told).toEqual(['bo', 'cia']);
    expect(await answer('dora', 'accept', json.id)).toMatchObject({ status: 403 });
    const forCia = await as('bo', 'POST', '/v1/exchanges/accept', { id: json.id, taker: 'cia' });
    expect(forCia).toMatchObject({ status: 403 });
    const [one, other] = await Promise.all([
      answer('bo', 'accept', json.id),
      answer('cia', 'accept', json.id),
    ]);
    const [won, lost] = one.status === 200 ? [one, other] : [other, one];
    expect([won.status, lost.status]).toEqual([200, 409]);
    expect(lost.json.detail).toBe(
      `It has been accepted already: ${won.json.taker} takes it, by ${won.json.taker}.`,
    );
    expect(await onCall('nurses', 0)).toEqual([won.json.taker]);
  });

  test('that the taker asks for is an offer, which the giver accepts', async () => {
    const { json } = await ask('bo', { taker: 'bo' });
    expect(json).toMatchObject({ awaits: 'giver', told: ['anna'] });
    expect(await answer('bo', 'accept', json.id)).toMatchObject({ status: 403 });
    expect(await answer('anna', 'accept', json.id)).toMatchObject({ status: 200 });
    expect(await onCall('nurses', 0)).toEqual(['bo']);
  });

  test('is accepted by nobody who has asked for it, not even a lead', async () => {
    const { json } = await ask('lena', { taker: 'lena' });
    expect(await answer('lena', 'accept', json.id)).toMatchObject({
      ...{ status: 409, json: { detail: 'lena has asked for it: anna accepts.' } },
    });
  });

  test('is one if the same is asked again, and tells again', async () => {
    const { json } = await ask('anna', { taker: 'bo' });
    expect((await ask('anna', { taker: 'bo' })).json.id).toBe(json.id);
    expect((await as('bo', 'GET', '/v1/exchanges')).json.exchanges).toHaveLength(1);
  });

  test('is told to whoever is asked, also if the queue failed the first time', async () => {
    const { send } = ports.pageQueue;
    let failures = 1;
    const flaky: typeof send = async (messages) => {
      if (failures-- > 0) {
        throw new Unavailable('not now');
      }
      await send(messages);
    };
    ports = { ...ports, pageQueue: { ...ports.pageQueue, send: flaky } };
    handler = apiHandler({ ports, config: CONFIG, clock: () => now, publicUrl });
    expect(await ask('anna', { taker: 'bo' })).toMatchObject({ status: 503 });
    expect(await ask('anna', { taker: 'bo' })).toMatchObject({ status: 201 });
    expect(told()).toEqual(['bo email asked']);
    expect(await ports.controls.exchanges()).toHaveLength(1);
  });

  test('stays open if the taker says at the same moment that they are away', async () => {
    const { json } = await ask('anna', { taker: 'bo' });
    const { controls } = ports;
    const absence = { id: 'a', person: 'bo', from: START, to: START + DAY };
    const away = { ...absence, createdAt: now, createdBy: 'bo' };
    const saveExchange: typeof controls.saveExchange = async (...saved) => {
      await controls.putAbsence(away);
      return controls.saveExchange(...saved);
    };
    ports = { ...ports, controls: { ...controls, saveExchange } };
    handler = apiHandler({ ports, config: CONFIG, clock: () => now, publicUrl });
    expect(await answer('bo', 'accept', json.id)).toMatchObject({ status: 409 });
    expect(await onCall('nurses', 0)).toEqual(['anna']);
    expect((await as('bo', 'GET', '/v1/exchanges?status=open')).json.exchanges).toHaveLength(1);
  });

  test('is withdrawn by the giver, also by the override that it is', async () => {
    const { json } = await ask('anna', { taker: 'bo' });
    await answer('bo', 'accept', json.id);
    expect(await answer('bo', 'withdraw', json.id)).toMatchObject({ status: 403 });
    expect(await as('anna', 'DELETE', `/v1/overrides/${json.id}.given`)).toMatchObject({
      status: 200,
    });
    expect(await onCall('nurses', 0)).toEqual(['anna']);
    const { json: list } = await as('bo', 'GET', '/v1/exchanges?status=withdrawn');
    expect(list.exchanges).toMatchObject([{ id: json.id, endedBy: 'anna' }]);
  });

  test('expires when the turn begins, and is withdrawn no more then', async () => {
    const open = (await ask('anna', { taker: 'bo' })).json.id;
    const stands = (await ask('bo', { giver: 'bo', taker: 'cia', ...day(1) })).json.id;
    await answer('cia', 'accept', stands);
    now = START;
    expect(await answer('bo', 'accept', open)).toMatchObject({
      ...{ status: 409, json: { detail: 'It has expired: the turn has begun.' } },
    });
    now = START + DAY;
    const late = await answer('bo', 'withdraw', stands);
    expect(late).toMatchObject({ status: 409, json: { detail: /Set an override/ } });
    expect(await onCall('nurses', 1)).toEqual(['cia']);
  });

  test.each<[string, Who, object, number, RegExp]>([
    ['somebody else asks', 'cia', { taker: 'bo' }, 403, /for others a lead/],
    ['the giver is not on call', 'anna', { taker: 'bo', ...day(1) }, 409, /anna is not on call in/],
    ['part of it is not theirs', 'anna', { ...day(0, 30) }, 409, /from 2026-10-25 07:00 UTC to/],
    [
      'the taker is on call too',
      'lena',
      { giver: 'bo', taker: 'bo', ...day(1) },
      409,
      /cannot take/,
    ],
    ['it has begun', 'anna', { taker: 'bo', ...day(-1) }, 409, /has begun/],
    ['the taker cannot be paged', 'anna', { taker: 'dora' }, 409, /would reach nobody/],
    ['nobody is called so', 'anna', { taker: 'boo' }, 400, /did you mean "bo"/i],
    ['a swap has no colleague', 'anna', { inReturn: day(1) }, 409, /with whom/],
  ])('is refused with the reason where %s', async (_, who, body, status, reason) => {
    const refused = await ask(who, body);
    expect([refused.status, refused.json.detail]).toEqual([status, expect.stringMatching(reason)]);
    expect((await as('lena', 'GET', '/v1/exchanges')).json.exchanges).toEqual([]);
  });

  test('is refused to whoever is away, also if that is known only when they accept', async () => {
    const { json } = await ask('anna', { taker: 'bo' });
    await as('bo', 'POST', '/v1/absences', { person: 'bo', ...day(0) });
    expect(await answer('bo', 'accept', json.id)).toMatchObject({
      ...{ status: 409, json: { detail: /^bo is away/ } },
    });
    expect((await ask('anna', { taker: 'bo' })).json.detail).toMatch(/^bo is away/);
    expect(await onCall('nurses', 0)).toEqual(['anna']);
  });

  test('takes the turn of somebody who is away, which nobody has', async () => {
    const away = { person: 'anna', ...day(0), uncovered: 'somebody will be found' };
    await as('anna', 'POST', '/v1/absences', away);
    const { json } = await ask('anna', { taker: 'bo' });
    await answer('bo', 'accept', json.id);
    expect(await onCall('nurses', 0)).toEqual(['bo']);
  });

  describe('of somebody who is away by now', () => {
    const away = { id: 'a', person: 'anna', from: START, to: START + DAY };
    const isAway = async () =>
      ports.controls.putAbsence({ ...away, createdAt: now, createdBy: 'anna' });

    test('is not withdrawn before somebody else has the turn', async () => {
      const { json } = await ask('anna', { taker: 'bo' });
      await answer('bo', 'accept', json.id);
      await isAway();
      expect(await answer('anna', 'withdraw', json.id)).toMatchObject({
        ...{ status: 409, json: { detail: /^Nobody would be on call.* Set an override/ } },
      });
      expect(await onCall('nurses', 0)).toEqual(['bo']);
      const cover = { schedule: 'nurses', person: 'cia', ...day(0) };
      await as('lena', 'POST', '/v1/overrides', cover);
      expect(await answer('anna', 'withdraw', json.id)).toMatchObject({ status: 200 });
      expect(await onCall('nurses', 0)).toEqual(['cia']);
    });

    test('stands if that is said at the moment when it is withdrawn', async () => {
      const { json } = await ask('anna', { taker: 'bo' });
      await answer('bo', 'accept', json.id);
      const { controls } = ports;
      const saveExchange: typeof controls.saveExchange = async (...saved) => {
        await isAway();
        return controls.saveExchange(...saved);
      };
      ports = { ...ports, controls: { ...controls, saveExchange } };
      handler = apiHandler({ ports, config: CONFIG, clock: () => now, publicUrl });
      expect(await answer('anna', 'withdraw', json.id)).toMatchObject({ status: 409 });
      expect(await onCall('nurses', 0)).toEqual(['bo']);
    });
  });

  test('may be asked for however many others offer to take turns of the same person', async () => {
    for (let hour = 0; hour < 20; hour++) {
      const offered = { from: isoTime(START), to: isoTime(START + (hour + 1) * HOUR) };
      expect((await ask('bo', { ...offered, taker: 'bo' })).status).toBe(201);
    }
    expect((await ask('bo', { ...day(0, 23.5), taker: 'bo' })).json.detail).toMatch(
      /^bo has asked/,
    );
    expect((await ask('anna', { taker: 'cia' })).status).toBe(201);
  });

  test('is gone 30 days after it was withdrawn, also where its turn is yet to come', async () => {
    const { json } = await ask('anna', { taker: 'bo', ...day(45) });
    await answer('anna', 'withdraw', json.id);
    const sweep = sweepControls(ports, CONFIG);
    expect(await sweep(now + 30 * DAY, 9)).toMatchObject({ exchanges: 0 });
    expect(await sweep(now + 30 * DAY + 1, 9)).toMatchObject({ exchanges: 1 });
  });

  test('tells where the taker is on call in another schedule', async () => {
    expect((await ask('anna', { taker: 'cia' })).json.alsoOnCall).toEqual([
      { person: 'cia', schedule: 'doctors', ...day(0) },
    ]);
  });
});

describe('a swap', () => {
  const swap = { taker: 'bo', inReturn: day(1) };

  test('stands as two overrides, both or none', async () => {
    const { json } = await ask('anna', swap);
    expect(json).toMatchObject({ kind: 'swap', inReturn: { schedule: 'nurses', ...day(1) } });
    await answer('bo', 'accept', json.id);
    expect([await onCall('nurses', 0), await onCall('nurses', 1)]).toEqual([['bo'], ['anna']]);
    const { json: preview } = await as(
      ...(['lena', 'GET', `/v1/overrides/preview?without=${json.id}.return`] as const),
    );
    expect(preview.changes).toMatchObject([{ before: 'anna', after: 'bo' }]);
    expect(await answer('anna', 'withdraw', json.id)).toMatchObject({ status: 403 });
    await as('lena', 'DELETE', `/v1/overrides/${json.id}.return`);
    expect([await onCall('nurses', 0), await onCall('nurses', 1)]).toEqual([['anna'], ['bo']]);
    expect((await as('lena', 'GET', '/v1/overrides')).json.overrides).toEqual([]);
  });

  test('is refused where the turn in return is not theirs', async () => {
    const refused = await ask('anna', { taker: 'bo', inReturn: day(2) });
    expect(refused).toMatchObject({ status: 409, json: { detail: /^bo is not on call/ } });
  });

  test('is declined by whoever is asked, and is accepted no more', async () => {
    const { json } = await ask('anna', swap);
    expect(await answer('bo', 'decline', json.id)).toMatchObject({ json: { told: ['anna'] } });
    const late = await answer('lena', 'accept', json.id);
    expect(late.json.detail).toBe('It has been declined already, by bo.');
  });
});

describe('the link of an exchange', () => {
  test('shows it, and answers by a button alone', async () => {
    const { json } = await ask('anna', { taker: 'bo', comment: 'a wedding' });
    const link = await linkFor(json.id, 'bo');
    const { text } = await openLink(link);
    expect(text).toMatch(/<h1>Anna asks you to take a turn<\/h1>/);
    expect(text).toMatch(/Bo takes nurses of Anna from 2026-10-24 07:00 UTC to 2026-10-25 07:00/);
    expect(await post(link, 'accept', '')).toMatchObject({ status: 403 });
    expect(await onCall('nurses', 0)).toEqual(['anna']);
    expect((await press(link, 'accept')).text).toMatch(/You have accepted/);
    expect(await onCall('nurses', 0)).toEqual(['bo']);
    const { entries } = await ports.trail.onDay(now, '~', 100);
    expect(entries).toContainEqual(
      expect.objectContaining({
        ...{ action: 'exchange.accept', who: { kind: 'link', by: 'bo' }, outcome: 'done' },
      }),
    );
  });

  test('tells who was quicker', async () => {
    const { json } = await ask('anna', {});
    const link = await linkFor(json.id, 'cia');
    const { text } = await openLink(link);
    const form = /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '';
    await answer('bo', 'accept', json.id);
    expect((await post(link, 'accept', form)).text).toMatch(/accepted already: bo takes it/);
  });

  test('has no button for whoever has asked', async () => {
    const { json } = await ask('anna', { taker: 'bo' });
    const { text } = await openLink(await linkFor(json.id, 'anna'));
    expect(text).toMatch(/You ask Bo to take a turn/);
    expect(text).not.toMatch(/<form/);
  });

  test('ends when the turn begins', async () => {
    const { json } = await ask('anna', { taker: 'bo' });
    const link = await linkFor(json.id, 'bo');
    now = START;
    expect(await openLink(link)).toMatchObject({ status: 410 });
  });
});

describe('a note for the next on call', () => {
  const leave = (who: Who, text?: string) =>
    as(who, 'POST', '/v1/oncall/note', { schedule: 'nurses', ...(text !== undefined && { text }) });
  const notes = async () =>
    (await as('lena', 'GET', '/v1/oncall?schedule=nurses')).json.schedules[0].notes;

  test('is shown until their turn is over', async () => {
    expect(await leave('cia', 'All is quiet')).toMatchObject({
      status: 200,
      json: { text: 'All is quiet', createdBy: 'cia', until: day(1).from },
    });
    expect(await notes()).toMatchObject([{ text: 'All is quiet' }]);
    now = START + DAY - 1;
    expect(await notes()).toMatchObject([{ text: 'All is quiet' }]);
    now = START + DAY;
    expect(await notes()).toBeUndefined();
    await sweepControls(ports, CONFIG)(now, 100);
    expect(await ports.controls.handOffNotes()).toEqual([]);
  });

  test('is left by whoever was before too, and takes the place of their last', async () => {
    await leave('cia', 'All is quiet');
    now = START + HOUR;
    await leave('cia', 'All but the network');
    await leave('lena', 'The network is mended');
    expect(await notes()).toMatchObject([
      { text: 'All but the network', until: day(1).from },
      { text: 'The network is mended', createdBy: 'lena', until: day(1).from },
    ]);
  });

  test('is taken back by its author', async () => {
    await leave('cia', 'All is quiet');
    expect((await leave('cia')).json).toMatchObject({ text: 'All is quiet' });
    expect(await notes()).toBeUndefined();
    expect((await leave('cia')).status).toBe(404);
  });

  test('is taken back by its author for as long as it holds', async () => {
    const longer = { from: START + DAY, to: START + 4 * DAY, createdBy: 'lena', createdAt: now };
    await ports.controls.putOverride({ id: 'o', schedule: 'nurses', person: 'anna', ...longer });
    await leave('cia', 'All is quiet');
    now = START + 2 * DAY;
    expect(await notes()).toHaveLength(1);
    expect((await leave('cia', 'Still')).status).toBe(403);
    expect((await leave('cia')).json).toMatchObject({ text: 'All is quiet' });
    expect(await notes()).toBeUndefined();
  });

  test('is refused to whoever is neither on call nor was', async () => {
    expect(await leave('anna', 'Good morning')).toMatchObject({ status: 403 });
    expect(await notes()).toBeUndefined();
    const unknown = { schedule: 'nurse', text: 'x' };
    expect((await as('lena', 'POST', '/v1/oncall/note', unknown)).json.detail).toMatch(/nurses/);
  });

  test('has no words in the audit trail', async () => {
    await leave('cia', 'All is quiet');
    const { entries } = await ports.trail.onDay(now, '~', 100);
    const ours = entries.filter(({ action }) => action === 'hand-off.note');
    const done = ours.filter(({ outcome }) => outcome === 'done');
    expect(done).toMatchObject([{ object: { id: 'nurses/cia' } }]);
    expect(JSON.stringify(ours)).not.toContain('quiet');
  });
});
