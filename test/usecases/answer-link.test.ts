import { beforeEach, describe, expect, test } from '@jest/globals';
import { hmacLinks } from '#adapters/links.ts';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { Action } from '#core/incident/action.ts';
import type { Incident } from '#core/incident/incident.ts';
import { inboxExpiry, linkTag } from '#core/messages/link.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { answerLink, openLink } from '#usecases/answer-link.ts';
import type { LinkRequest } from '#usecases/link-request.ts';
import type { LinkView } from '#usecases/link-view.ts';
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

const post: ReturnType<typeof answerLink> = (...args) =>
  answerLink(ports, config, actOnIncident(ports, config), () => 's-1')(...args);

/** Opens the link and presses a button on its page. */
async function answer(token: string, pressed: Pressed, at: Instant): Promise<LinkView> {
  return press(await open(token, at), token, pressed, at);
}

/** Presses a button of a page that was shown before. */
function press(shown: LinkView, token: string, pressed: Pressed, at: Instant): Promise<LinkView> {
  return post(token, { ...formOf(shown), ...pressed }, at);
}

type Pressed = Pick<LinkRequest, 'action'> & Partial<LinkRequest>;

/** Returns what a form of the page sends back beside its button. */
function formOf(view: LinkView): Omit<LinkRequest, 'action'> {
  const form = 'form' in view ? view.form : '';
  const items = 'items' in view ? view.items : [];
  const shown = items.filter(({ card }) => card.actions.includes('acknowledge'));
  const isQuestion = view.kind === 'question';
  return { form, confirmed: isQuestion, shown: shown.map(({ token }) => token) };
}

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
  test.each([
    { code: 'note', data: { text: 'Jane Doe has left' } },
    // As versions before there were codes wrote it.
    { kind: 'note', text: 'Jane Doe has left' },
  ] as const)(
    'shows that a note was written, and not what it says: it may name a patient',
    async (note) => {
      const timeline = [{ at: NIGHT, ...note, by: 'bo' }];
      const { token } = await paged('bed-1', 'anna', { timeline });
      const view = await open(token);
      expect(view).toMatchObject({ card: { history: [expect.stringMatching(/wrote a note$/)] } });
      expect(JSON.stringify(view)).not.toContain('Jane Doe');
    },
  );

  test('shows the last of what happened, and counts what was before', async () => {
    const timeline = Array.from({ length: 10 }, (_, n) => {
      return { at: NIGHT + n, kind: 'escalation', text: `step ${n + 1}` } as const;
    });
    const { token } = await paged('bed-1', 'anna', { timeline });
    const view = await open(token);
    const history = view.kind === 'incident' ? view.card.history : [];
    expect(history).toHaveLength(7);
    expect([history[0], history[6]]).toEqual([
      expect.stringMatching(/step 10$/),
      'and 4 more before',
    ]);
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
    for (let n = 0; n < 10; n++) {
      expect(await open(token, now, config, watched)).toMatchObject({
        kind: 'incident',
        person: 'Anna',
        card: {
          title: 'SpO2 low',
          where: 'bed-1',
          state: 'Nobody has taken responsibility yet.',
          actions: ['acknowledge', 'decline', 'resolve'],
          paged: ['Anna by SMS: on its way since 03:14 UTC'],
        },
      });
    }
    expect(new Set(calls)).toEqual(
      new Set(['links.mask', 'links.verify', 'links.sign', 'incidents.load', 'links.subjectCodes']),
    );
  });

  test('acknowledges as that person', async () => {
    const { id, token } = await paged('bed-1');
    expect(await answer(token, { action: 'acknowledge' }, now)).toMatchObject({
      answer: { kind: 'done', text: 'You acknowledged at 03:15 UTC.' },
      card: {
        state: 'Acknowledged by Anna at 03:15 UTC, until 03:45 UTC.',
        actions: ['resolve', 'decline', 'mark_noise'],
      },
    });
    expect(await stored(id)).toMatchObject({
      status: 'acknowledged',
      acknowledgement: { by: 'anna' },
    });
  });

  test('says who was first, and what can be done about that', async () => {
    const { id, token } = await paged('bed-1');
    const shown = await open(token);
    await actOnIncident(ports, config)(id, { kind: 'acknowledge', by: 'bo' }, now);
    expect(await press(shown, token, { action: 'acknowledge' }, now + MINUTE)).toMatchObject({
      answer: { kind: 'refused', text: expect.stringMatching(/^Not done. .* by Bo\./) },
      card: {
        state: 'Acknowledged by Bo at 03:15 UTC, until 03:45 UTC.',
        holder: 'Bo',
        actions: ['take_over', 'mark_noise'],
      },
    });
  });

  describe('of what somebody else has', () => {
    const takeOver = { action: 'take_over' } as const;
    const act = (id: string, action: Action, at: Instant = now) =>
      actOnIncident(ports, config)(id, action, at);

    test('takes it over: the time-out restarts, and both names are recorded', async () => {
      const { id, token } = await paged('bed-1');
      await act(id, { kind: 'acknowledge', by: 'bo' });
      expect(await answer(token, takeOver, now + 10 * MINUTE)).toMatchObject({
        answer: {
          kind: 'done',
          text: expect.stringMatching(/^You have taken it over from Bo until .*03:55 UTC/),
        },
        card: {
          state: 'Acknowledged by Anna at 03:25 UTC, until 03:55 UTC.',
          actions: ['resolve', 'decline', 'mark_noise'],
          history: expect.arrayContaining([
            '03:25 UTC taken over from Bo by Anna for 1 alert',
            '03:15 UTC acknowledged by Bo for 1 alert',
          ]),
        },
      });
      expect((await stored(id))?.acknowledgement?.until).toBe(now + 40 * MINUTE);
    });

    test('ends a snooze with it', async () => {
      const { id, token } = await paged('bed-1');
      await act(id, { kind: 'snooze', by: 'bo', until: now + 5 * HOUR });
      expect(await answer(token, takeOver, now)).toMatchObject({
        answer: { kind: 'done', text: expect.stringMatching(/The snooze has ended\.$/) },
        card: { state: 'Acknowledged by Anna at 03:15 UTC, until 03:45 UTC.' },
      });
    });

    test('a second time changes nothing', async () => {
      const { id, token } = await paged('bed-1');
      await act(id, { kind: 'acknowledge', by: 'bo' });
      const shown = await open(token);
      await press(shown, token, takeOver, now);
      const again = await press(shown, token, takeOver, now + MINUTE);
      expect(again).toMatchObject({ answer: { kind: 'already' } });
      expect((await stored(id))?.acknowledgement).toMatchObject({ by: 'anna', at: now });
    });

    test('takes it over also where they have snoozed it since the page was shown', async () => {
      const { id, token } = await paged('bed-1');
      await act(id, { kind: 'acknowledge', by: 'bo' });
      const shown = await open(token);
      await act(id, { kind: 'snooze', by: 'bo', until: now + HOUR }, now + MINUTE);
      expect(await press(shown, token, takeOver, now + MINUTE)).toMatchObject({
        answer: { kind: 'done', text: expect.stringContaining('from Bo') },
      });
    });

    test('not from whoever has it since then: that is said, and can be pressed again', async () => {
      const { id, token } = await paged('bed-1');
      await act(id, { kind: 'acknowledge', by: 'bo' });
      const shown = await open(token);
      await act(id, { kind: 'take_over', by: 'cia' });
      const late = await press(shown, token, takeOver, now + MINUTE);
      expect(late).toMatchObject({
        answer: { kind: 'refused', text: expect.stringMatching(/^Not done. It has changed/) },
        card: { holder: 'Cia', actions: ['take_over', 'mark_noise'] },
      });
      expect(await press(late, token, takeOver, now + MINUTE)).toMatchObject({
        answer: { kind: 'done', text: expect.stringContaining('from Cia') },
      });
    });

    test('from a version of it that a race has overtaken is refused, whoever loses', async () => {
      const { id } = await paged('bed-1');
      await act(id, { kind: 'acknowledge', by: 'bo' });
      const from = 'bo';
      const outcomes = await Promise.all([
        act(id, { kind: 'take_over', by: 'anna', from }, now + MINUTE),
        act(id, { kind: 'take_over', by: 'cia', from }, now + MINUTE),
      ]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    });

    test('takes it also where nobody has it any more', async () => {
      const { id, token } = await paged('bed-1');
      await act(id, { kind: 'acknowledge', by: 'bo' });
      const shown = await open(token);
      await act(id, { kind: 'decline', by: 'bo' });
      expect(await press(shown, token, takeOver, now + MINUTE)).toMatchObject({
        answer: { kind: 'done' },
        card: { state: expect.stringMatching(/^Acknowledged by Anna/) },
      });
    });

    test('does nothing to an incident that has been resolved in the meantime', async () => {
      const { id, token } = await paged('bed-1');
      await act(id, { kind: 'acknowledge', by: 'bo' });
      const shown = await open(token);
      await act(id, { kind: 'resolve', by: 'bo' });
      expect(await press(shown, token, takeOver, now)).toMatchObject({
        answer: { kind: 'refused', text: expect.stringMatching(/^Not done. It was resolved/) },
      });
    });

    test('and nothing else: it is not resolved, silenced or declined over their head', async () => {
      const { id, token } = await paged('bed-1');
      await act(id, { kind: 'acknowledge', by: 'bo' });
      for (const action of ['resolve', 'silence', 'decline'] as const) {
        expect(await answer(token, { action, confirmed: true }, now)).toMatchObject({
          answer: { kind: 'refused' },
        });
      }
      expect((await stored(id))?.acknowledgement).toMatchObject({ by: 'bo' });
      expect(await ports.controls.silences()).toEqual([]);
    });
  });

  describe('what is posted without the token of its page', () => {
    const acknowledge = { action: 'acknowledge', confirmed: false, shown: [] } as const;

    test('does nothing, says so, and shows the page with a button that works', async () => {
      const { id, token } = await paged('bed-1');
      const other = await paged('bed-2', 'anna', { groupKey: 'g2' });
      const theirs = await open(other.token);
      const wrong = ['', 'x', 'form' in theirs ? theirs.form : '', token];
      for (const form of wrong) {
        const page = await post(token, { ...acknowledge, form }, now);
        expect(page).toMatchObject({
          answer: { kind: 'unproven', text: expect.stringMatching(/^Nothing was done yet/) },
          card: { status: 'triggered', actions: ['acknowledge', 'decline', 'resolve'] },
        });
        expect((await stored(id))?.version).toBe(1);
      }
      const page = await post(token, undefined, now);
      expect(page).toMatchObject({ answer: { kind: 'unproven' } });
      expect(await press(page, token, acknowledge, now)).toMatchObject({
        answer: { kind: 'done' },
      });
    });

    test('is not proven by what signs a link, nor a link by the token of a form', async () => {
      const { token } = await paged('bed-1');
      const view = await open(token);
      const form = 'form' in view ? view.form : '';
      const [, signature = ''] = token.split('.');
      const forged = { ...acknowledge, form: `${form.split('.')[0]}.${signature}` };
      expect(await post(token, forged, now)).toMatchObject({ answer: { kind: 'unproven' } });
      const [text = ''] = token.split('.');
      expect(await open(`${text}.${form.split('.')[1]}`)).toEqual({ kind: 'invalid' });
    });

    test('on a list neither: also with the token of another list', async () => {
      const one = await paged('bed-1', 'anna', { groupKey: 'g1' });
      const list = await inboxToken('anna');
      const shown = await open(list);
      const two = await paged('bed-2', 'anna', { groupKey: 'g2' });
      for (const request of [
        { ...acknowledge, form: '', one: one.token, shown: [one.token] },
        { ...acknowledge, ...formOf(shown), one: two.token },
        { ...acknowledge, ...formOf(shown), shown: [one.token, two.token] },
        { ...acknowledge, ...formOf(shown), confirmed: true },
        undefined,
      ]) {
        expect(await post(list, request, now)).toMatchObject({
          kind: 'inbox',
          answer: { kind: 'unproven' },
        });
      }
      for (const { id } of [one, two]) {
        expect((await stored(id))?.status).toBe('triggered');
      }
    });
  });

  test('loses no acknowledgement to what happened since the page was shown', async () => {
    const { id, token } = await paged('bed-1');
    const shown = await open(token);
    const known = await stored(id);
    if (known === undefined) {
      throw new Error('not stored');
    }
    const worse = { ...known, severity: 'critical', version: known.version + 1 } as const;
    await ports.incidents.save(worse, known.version);
    expect(await press(shown, token, { action: 'acknowledge' }, now)).toMatchObject({
      answer: { kind: 'done' },
    });
  });

  test('is not resolved in its old state if somebody has taken it in the meantime', async () => {
    const { id, token } = await paged('bed-1');
    const shown = await open(token);
    await actOnIncident(ports, config)(id, { kind: 'acknowledge', by: 'bo' }, now);
    const late = await press(shown, token, { action: 'resolve', confirmed: true }, now);
    expect(late).toMatchObject({
      answer: { kind: 'refused', text: expect.stringMatching(/^Not done. It has changed/) },
      card: { status: 'acknowledged' },
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
          actions: ['undo', 'mark_noise'],
          next: expect.stringMatching(/^That can be undone until .* pages again\.$/),
        },
      });
      const undone = await answer(token, { action: 'undo' }, now + MINUTE - 1);
      expect(undone).toMatchObject({ answer: { kind: 'done' }, card: { status: 'triggered' } });
      expect((await stored(id))?.resolvedAt).toBeUndefined();
      await answer(token, { ...resolve, confirmed: true }, now + MINUTE);
      const late = await open(token, now + 2 * MINUTE);
      expect(late.kind === 'incident' && late.card.actions).toEqual(['mark_noise']);
    });

    test('and marked as noise with one tap, which the next takes back', async () => {
      const { id, token } = await paged('bed-1');
      await answer(token, { ...resolve, confirmed: true }, now);
      expect(await answer(token, { action: 'mark_noise' }, now)).toMatchObject({
        answer: { kind: 'done', text: 'Marked as noise.' },
        card: { status: 'resolved', actions: ['undo', 'unmark_noise'] },
      });
      expect((await stored(id))?.noise).toEqual({ by: 'anna', at: now });
      await answer(token, { action: 'unmark_noise' }, now);
      expect((await stored(id))?.noise).toBeUndefined();
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
    // Any digits may stand in the token of the form.
    const view = { ...(await open(token)), form: '' };
    expect(JSON.stringify(view)).not.toMatch(/Jane|84\.2|88/);
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
    if (operation.startsWith('incidents')) {
      loads.push(operation);
    }
    return call();
  });
  const forged = [token, inbox].flatMap((good) =>
    Array.from(good, (char, index) => {
      const [start, end] = [good.slice(0, index), good.slice(index + 1)];
      return [`${start}${char === 'A' ? 'B' : 'A'}${end}`, start + end, `${start}A${char}${end}`];
    }).flat(),
  );
  for (const bad of [...forged, '', 'a', 'x'.repeat(5_000), '../..', `${token}.${token}`]) {
    expect([bad, await open(bad, now, config, watched)]).toEqual([bad, { kind: 'invalid' }]);
  }
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
    expect(await open(first?.token ?? '')).toMatchObject({
      kind: 'incident',
      card: { id: critical.id },
    });
  });

  test('shows fifteen, and says how many more there are', async () => {
    for (let n = 0; n < 23; n++) {
      await paged(`bed-${n}`, 'anna', { groupKey: `g${n}` });
    }
    const view = await open(await inboxToken('anna'));
    expect(view.kind === 'inbox' && [view.items.length, view.more]).toEqual([15, 8]);
  });

  test('acknowledges the one that is pressed, and says which that was', async () => {
    const one = await paged('bed-1', 'anna', { groupKey: 'g1' });
    const left = await paged('bed-2', 'anna', { groupKey: 'g2' });
    const view = await answer(
      await inboxToken('anna'),
      { action: 'acknowledge', one: one.token },
      now,
    );
    expect(view).toMatchObject({
      kind: 'inbox',
      answer: { kind: 'done', text: 'You acknowledged bed-1, SpO2 low at 03:15 UTC.' },
      items: [{ card: { id: left.id } }, { card: { id: one.id } }],
    });
    expect((await stored(left.id))?.status).toBe('triggered');
  });

  describe('acknowledging all that it shows', () => {
    const all = { action: 'acknowledge' } as const;

    test('asks first, lists them, and changes nothing', async () => {
      const [one, two] = [
        await paged('bed-1', 'anna', { groupKey: 'g1' }),
        await paged('bed-2', 'anna', { groupKey: 'g2' }),
      ];
      const taken = await paged('bed-3', 'anna', { groupKey: 'g3', status: 'acknowledged' });
      const question = await answer(await inboxToken('anna'), all, now);
      expect(question).toMatchObject({ kind: 'question', answered: 0, others: 0 });
      const items = question.kind === 'question' ? question.items : [];
      expect(items.map(({ card }) => card.id).sort()).toEqual([one.id, two.id].sort());
      for (const { id } of [one, two]) {
        expect((await stored(id))?.status).toBe('triggered');
      }
      expect(items.map(({ card }) => card.id)).not.toContain(taken.id);
    });

    test('acknowledges exactly those, and says who joined, ended or was taken', async () => {
      const bed = (n: number, by = 'anna') => paged(`bed-${n}`, by, { groupKey: `g${n}` });
      const [one, two, three] = [await bed(1), await bed(2), await bed(3)];
      const theirs = await bed(4, 'bo');
      const token = await inboxToken('anna');
      const question = await answer(token, all, now);
      const late = await bed(5);
      const act = actOnIncident(ports, config);
      await act(two.id, { kind: 'acknowledge', by: 'bo' }, now);
      await act(three.id, { kind: 'resolve', by: 'bo' }, now);
      const done = await press(question, token, all, now);
      expect(done).toMatchObject({
        kind: 'inbox',
        answer: {
          kind: 'done',
          text: 'You acknowledged bed-1, SpO2 low at 03:15 UTC. 2 needed no answer any more. 1 other was not among them and needs an answer: it is below.',
          details: [
            expect.stringMatching(/^bed-2, SpO2 low: It was acknowledged at .* by Bo\./),
            expect.stringMatching(/^bed-3, SpO2 low: It was resolved at .* by Bo\./),
          ],
        },
      });
      expect((await stored(one.id))?.acknowledgement).toMatchObject({ by: 'anna' });
      expect((await stored(two.id))?.acknowledgement).toMatchObject({ by: 'bo' });
      for (const { id } of [late, theirs]) {
        expect((await stored(id))?.status).toBe('triggered');
      }
      const again = await press(question, token, all, now);
      expect(again).toMatchObject({
        answer: { kind: 'already', text: expect.stringMatching(/^Nothing changed\. /) },
      });
      expect((await stored(late.id))?.status).toBe('triggered');
    });

    test('asks only about those that still need an answer, and says what else there is', async () => {
      const bed = (n: number) => paged(`bed-${n}`, 'anna', { groupKey: `g${n}` });
      const [one, two, three] = [await bed(1), await bed(2), await bed(3)];
      const token = await inboxToken('anna');
      const list = await open(token);
      await bed(4);
      await actOnIncident(ports, config)(two.id, { kind: 'resolve', by: 'bo' }, now);
      const question = await press(list, token, all, now);
      expect(question).toMatchObject({ kind: 'question', answered: 1, others: 1 });
      const ids = question.kind === 'question' && question.items.map(({ card }) => card.id);
      expect(ids).toEqual([one.id, three.id]);
    });

    test('asks nothing where none of them needs an answer any more', async () => {
      const one = await paged('bed-1', 'anna', { groupKey: 'g1' });
      const token = await inboxToken('anna');
      const list = await open(token);
      await actOnIncident(ports, config)(one.id, { kind: 'acknowledge', by: 'bo' }, now);
      expect(await press(list, token, all, now)).toMatchObject({
        kind: 'inbox',
        answer: { kind: 'already', text: expect.stringMatching(/^Nothing changed\./) },
      });
    });
  });

  test('only acknowledges', async () => {
    const one = await paged('bed-1');
    const token = await inboxToken('anna');
    const resolve = { action: 'resolve', one: one.token } as const;
    expect(await answer(token, resolve, now)).toMatchObject({ answer: { kind: 'refused' } });
    expect((await stored(one.id))?.status).toBe('triggered');
  });

  test('expires after a day, and with the person', async () => {
    const token = await inboxToken('anna');
    expect(await open(token, now + DAY - 1)).toMatchObject({ kind: 'inbox', items: [] });
    expect(await open(token, now + DAY + HOUR)).toEqual({ kind: 'expired' });
    expect(await open(await inboxToken('zoe'))).toEqual({ kind: 'expired' });
  });
});
