import { beforeEach, describe, expect, test } from '@jest/globals';
import { hmacLinks } from '#adapters/links.ts';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { Config } from '#core/config.ts';
import type { Incident } from '#core/incident/incident.ts';
import { inboxExpiry, linkTag } from '#core/notification/link.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { answerLink, openLink } from '#usecases/answer-link.ts';
import type { Ports } from '#usecases/ports.ts';
import { linkPath } from '#usecases/sign-link.ts';
import { hospital } from '../support/config.ts';
import { alert, incident, NIGHT, paging } from '../support/incident.ts';

const now = NIGHT + MINUTE;
const config = hospital();

let ports: MemoryPorts;

beforeEach(() => {
  const memory = memoryPorts(() => now);
  ports = { ...memory, links: hmacLinks(memory.controls) };
});

function open(token: string, at: Instant = now, using: Config = config, world: Ports = ports) {
  return openLink(world, using)(token, at);
}

const answer: ReturnType<typeof answerLink> = (...args) =>
  answerLink(ports, config, actOnIncident(ports, config), () => 's-1')(...args);

/** Stores an incident of a bed that has paged somebody, and gives the token of that page. */
async function paged(subject: string, responder = 'anna', more: Partial<Incident> = {}) {
  const { incident: stored, order } = paging(incident([alert(subject)], more), responder);
  await ports.incidents.save(stored, 0);
  return { id: stored.id, token: await pageToken(stored.id, order.id) };
}

async function pageToken(id: string, page: string): Promise<string> {
  const path = await linkPath(ports.links, { kind: 'page', incident: id, page: linkTag(page) });
  return path.replace('/a/', '');
}

async function inboxToken(responder: string): Promise<string> {
  const target = { kind: 'inbox', responder: linkTag(responder), expiresAt: inboxExpiry(now) };
  return (await linkPath(ports.links, target as typeof target & { kind: 'inbox' })).replace(
    '/i/',
    '',
  );
}

async function stored(id: string): Promise<Incident | undefined> {
  return (await ports.incidents.load([id])).get(id);
}

describe('the link of a page', () => {
  test('shows that a note was written, and not what it says: it may name a patient', async () => {
    const timeline = [{ at: NIGHT, kind: 'note', text: 'Jane Doe has left', by: 'bo' }] as const;
    const { token } = await paged('bed-1', 'anna', { timeline });
    const view = await open(token);
    expect(view).toMatchObject({ card: { history: [expect.stringMatching(/wrote a note$/)] } });
    expect(JSON.stringify(view)).not.toContain('Jane Doe');
  });

  test('leaves room for a long host name in an SMS', async () => {
    const { token } = await paged('bed-1');
    expect(`/a/${token}`.length).toBeLessThanOrEqual(38);
  });

  test('shows the incident to the person who was paged, and writes nothing', async () => {
    const { token } = await paged('bed-1');
    const calls: string[] = [];
    const watched = observePorts(ports, (operation, call) => {
      calls.push(operation);
      return call();
    });
    for (let n = 0; n < 10; n++)
      expect(await open(token, now, config, watched)).toMatchObject({
        kind: 'incident',
        person: 'Anna',
        card: {
          title: 'SpO2 low',
          where: 'bed-1',
          state: 'Nobody has taken responsibility yet.',
          actions: ['acknowledge', 'decline', 'resolve'],
          paged: ['Anna by SMS: on its way since 03:14'],
        },
      });
    expect(new Set(calls)).toEqual(
      new Set(['links.verify', 'incidents.load', 'links.subjectCodes']),
    );
  });

  test('acknowledges as that person', async () => {
    const { id, token } = await paged('bed-1');
    expect(await answer(token, { action: 'acknowledge' }, now)).toMatchObject({
      answer: { kind: 'done', text: 'You acknowledged at 03:15.' },
      card: {
        state: 'Acknowledged by Anna at 03:15, until 03:45.',
        actions: ['resolve', 'decline'],
      },
    });
    expect(await stored(id)).toMatchObject({
      status: 'acknowledged',
      acknowledgement: { by: 'anna' },
    });
  });

  test('says who was first', async () => {
    const { id, token } = await paged('bed-1');
    await actOnIncident(ports, config)(id, { kind: 'acknowledge', by: 'bo' }, now);
    expect(await answer(token, { action: 'acknowledge' }, now + MINUTE)).toMatchObject({
      answer: { kind: 'refused', text: expect.stringMatching(/^Not done. It was .* by Bo\./) },
      card: { state: 'Acknowledged by Bo at 03:15, until 03:45.', actions: [] },
    });
  });

  test('hands on, and then does not offer to again', async () => {
    const { token } = await paged('bed-1');
    expect(await answer(token, { action: 'decline' }, now)).toMatchObject({
      answer: { kind: 'done' },
      card: {
        actions: ['acknowledge', 'resolve'],
        paged: [expect.stringContaining('Bo'), expect.stringContaining('Anna')],
      },
    });
  });

  describe('resolving what still fires', () => {
    const resolve = { action: 'resolve' } as const;

    test('asks first, and changes nothing', async () => {
      const { id, token } = await paged('bed-1');
      expect(await answer(token, resolve, now)).toMatchObject({
        asks: true,
        card: { status: 'triggered' },
        answer: {
          kind: 'unconfirmed',
          text: expect.stringMatching(/^1 alert still fires\. Silence it instead\?/),
        },
      });
      expect((await stored(id))?.status).toBe('triggered');
    });

    test('resolves once it is confirmed, and can be undone for a minute', async () => {
      const { id, token } = await paged('bed-1');
      expect(await answer(token, { ...resolve, confirmed: true }, now)).toMatchObject({
        answer: { kind: 'done', text: expect.stringMatching(/^Resolved. 1 alert still fires/) },
        card: {
          status: 'resolved',
          actions: ['undo'],
          next: expect.stringMatching(/^That can be undone until .* pages again\.$/),
        },
      });
      const undone = await answer(token, { action: 'undo' }, now + MINUTE - 1);
      expect(undone).toMatchObject({ answer: { kind: 'done' }, card: { status: 'triggered' } });
      expect((await stored(id))?.resolvedAt).toBeUndefined();
      await answer(token, { ...resolve, confirmed: true }, now + MINUTE);
      const late = await open(token, now + 2 * MINUTE);
      expect(late.kind === 'incident' && late.card.actions).toEqual([]);
    });

    test('or silences it for an hour instead, as that person', async () => {
      const { id, token } = await paged('bed-1');
      expect(await answer(token, { action: 'silence' }, now)).toMatchObject({
        answer: { kind: 'done', text: expect.stringMatching(/^Silenced until /) },
        card: { status: 'triggered', state: expect.stringMatching(/^Silenced until /) },
      });
      expect((await stored(id))?.silenced?.until).toBe(now + 60 * MINUTE);
      const [silence] = await ports.controls.silences();
      expect(silence).toMatchObject({ createdBy: 'anna', byPerson: true });
      const names = silence?.matchers.map(({ name, op }) => name + op);
      expect(names).toEqual(['rule=', 'service=', 'subject=', 'metric=', 'patient=']);
    });
  });

  test('tells neither labels nor, unless the team lets it, values', async () => {
    const { token } = await paged('bed-1');
    expect(JSON.stringify(await open(token))).not.toMatch(/Jane|84\.2|88/);
  });

  test.each<[string, Partial<Incident>, Instant, string]>([
    ['open for a week', {}, NIGHT + 7 * DAY, 'incident'],
    ['resolved an hour ago', { status: 'resolved', resolvedAt: NIGHT }, NIGHT + HOUR, 'incident'],
    ['resolved, a day after the page', { status: 'resolved' }, NIGHT + DAY, 'expired'],
  ])('of an incident %s', async (_, more, at, kind) => {
    const { token } = await paged('bed-1', 'anna', more);
    expect(await open(token, at)).toMatchObject({ kind });
    expect(await answer(token, { action: 'acknowledge' }, at)).toMatchObject({ kind });
  });

  test('expires with the person', async () => {
    const { token } = await paged('bed-1');
    const { anna: _, ...people } = config.people;
    expect(await open(token, now, { ...config, people })).toEqual({ kind: 'expired' });
  });

  test('expires where the incident has forgotten the page', async () => {
    const { id } = await paged('bed-1');
    expect(await open(await pageToken(id, 'another page'))).toEqual({ kind: 'expired' });
  });

  test('is gone with its incident', async () => {
    const token = await pageToken('00000000000000ff-1', 'p');
    expect(await open(token)).toEqual({ kind: 'gone' });
    expect(await answer(token, { action: 'resolve' }, now)).toEqual({ kind: 'gone' });
  });
});

test('a token with any character changed, left out or added is invalid, and reads nothing', async () => {
  const { token } = await paged('bed-1');
  const inbox = await inboxToken('anna');
  const loads: string[] = [];
  const watched = observePorts(ports, (operation, call) => {
    if (operation.startsWith('incidents')) loads.push(operation);
    return call();
  });
  const forged = [token, inbox].flatMap((good) =>
    Array.from(good, (char, index) => {
      const [start, end] = [good.slice(0, index), good.slice(index + 1)];
      return [`${start}${char === 'A' ? 'B' : 'A'}${end}`, start + end, `${start}A${char}${end}`];
    }).flat(),
  );
  for (const bad of [...forged, '', 'a', 'x'.repeat(5_000), '../..', `${token}.${token}`])
    expect([bad, await open(bad, now, config, watched)]).toEqual([bad, { kind: 'invalid' }]);
  expect(loads).toEqual([]);
});

describe('the link of a bundle', () => {
  test("lists that person's open incidents, the worst first, with links to each", async () => {
    await paged('bed-1', 'anna', { severity: 'warning', groupKey: 'g1' });
    const critical = await paged('bed-2', 'anna', { groupKey: 'g2' });
    await paged('bed-3', 'bo', { groupKey: 'g3' });
    await paged('bed-4', 'anna', { groupKey: 'g4', status: 'resolved' });
    const view = await open(await inboxToken('anna'));
    expect(view).toMatchObject({
      kind: 'inbox',
      items: [{ card: { where: 'bed-2' } }, { card: { where: 'bed-1' } }],
      more: 0,
    });
    const [first] = view.kind === 'inbox' ? view.items : [];
    expect(await open(first?.path.replace('/a/', '') ?? '')).toMatchObject({
      kind: 'incident',
      card: { id: critical.id },
    });
  });

  test('shows fifteen, and says how many more there are', async () => {
    for (let n = 0; n < 23; n++) await paged(`bed-${n}`, 'anna', { groupKey: `g${n}` });
    const view = await open(await inboxToken('anna'));
    expect(view.kind === 'inbox' && [view.items.length, view.more]).toEqual([15, 8]);
  });

  test('acknowledges those named, and none about which the person was not paged', async () => {
    const one = await paged('bed-1', 'anna', { groupKey: 'g1' });
    const two = await paged('bed-2', 'anna', { groupKey: 'g2' });
    const left = await paged('bed-3', 'anna', { groupKey: 'g3' });
    const theirs = await paged('bed-4', 'bo', { groupKey: 'g4' });
    const ids = [one.id, two.id, two.id, theirs.id, '00000000000000ff-1'];
    const token = await inboxToken('anna');
    expect(await answer(token, { action: 'acknowledge', incidents: ids }, now)).toMatchObject({
      answer: { kind: 'done', text: 'You acknowledged 2 incidents at 03:15.' },
      items: [{ card: { id: left.id } }, {}, {}],
    });
    expect((await stored(theirs.id))?.status).toBe('triggered');
    expect(await answer(token, { action: 'acknowledge', incidents: [one.id] }, now)).toMatchObject({
      answer: { kind: 'already', text: '1 incident needed no answer any more.' },
    });
    expect(
      await answer(token, { action: 'acknowledge', incidents: [theirs.id] }, now),
    ).toMatchObject({
      answer: { kind: 'already', text: 'There was nothing to acknowledge.' },
    });
  });

  test('only acknowledges', async () => {
    const one = await paged('bed-1');
    const token = await inboxToken('anna');
    expect(await answer(token, { action: 'resolve', incidents: [one.id] }, now)).toMatchObject({
      answer: { kind: 'refused' },
    });
    expect((await stored(one.id))?.status).toBe('triggered');
  });

  test('expires after a day, and with the person', async () => {
    const token = await inboxToken('anna');
    expect(await open(token, now + DAY - 1)).toMatchObject({ kind: 'inbox', items: [] });
    expect(await open(token, now + DAY + HOUR)).toEqual({ kind: 'expired' });
    expect(await open(await inboxToken('zoe'))).toEqual({ kind: 'expired' });
  });
});
