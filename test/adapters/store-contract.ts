import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Session } from '#core/access/session.ts';
import { CANARY } from '#core/canary/canary.ts';
import { type Change, changeId } from '#core/change/change.ts';
import { checkReport } from '#core/health/check-report.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Inhibitor } from '#core/suppression/inhibition.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import type { Due, SaveOutcome, Stores } from '#usecases/ports.ts';
import { keepsTrail } from './audit-trail-contract.ts';
import { listsPages } from './pages-contract.ts';
import { healthy, incident, mailbox, manyAlerts, NOON, page, subject } from './sample-states.ts';
import { keepsTallies } from './tallies-contract.ts';
import { keepsTrends } from './trends-contract.ts';

/** Contract tests for every store. Tests share one engine, so each uses its own names and times. */
export function storeContract(
  start: () => Promise<{ readonly stores: Stores; stop(): Promise<void> }>,
): void {
  let stores: Stores;
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => ({ stores, stop } = await start()), 60_000);
  afterAll(() => stop());
  const given = () => stores;

  describe('a save', () => savesByVersion(given));
  describe('a document', () => keepsDocuments(given));
  describe('what is due', () => findsDue(given));
  describe('incidents of a group key', () => findsIncidents(given));
  describe('pages and mailboxes', () => keepsPages(given));
  describe('pages', () => listsPages(given));
  describe('controls', () => keepsControls(given));
  describe('a session', () => keepsSessions(given));
  describe('the audit trail', () => keepsTrail(given));
  describe('a trend', () => keepsTrends(given));
  describe('a tally', () => keepsTallies(given));
}

function savesByVersion(given: () => Stores): void {
  test('creates once, and only where nothing is stored', async () => {
    const { subjects } = given();
    expect(await subjects.save(subject('create'), 0)).toBe('saved');
    expect(await subjects.save(subject('create', { lastSeq: 9 }), 0)).toBe('conflict');
    expect((await subjects.load(['create'])).get('create')).toEqual(subject('create'));
  });

  test('replaces the expected version and no other', async () => {
    const { subjects } = given();
    await subjects.save(subject('replace'), 0);
    expect(await subjects.save(subject('replace', { version: 3 }), 2)).toBe('conflict');
    expect(await subjects.save(subject('replace', { version: 2 }), 1)).toBe('saved');
    expect(await subjects.save(subject('replace', { version: 2 }), 1)).toBe('conflict');
    expect((await subjects.load(['replace'])).get('replace')?.version).toBe(2);
  });

  test('is found by whoever goes through all subjects, some at a time, once', async () => {
    const { subjects } = given();
    const ours = ['walk/1', 'walk/2', 'walk "ä"'];
    for (const id of ours) {
      await subjects.save(subject(id), 0);
    }
    const found: string[] = [];
    let next: string | undefined;
    do {
      const part = await subjects.some(2, next);
      expect(part.states.length).toBeLessThanOrEqual(2);
      found.push(...part.states.map((state) => state.subject));
      next = part.next;
    } while (next !== undefined);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(ours));
  });

  test('of what was never stored, expecting a version, is a conflict', async () => {
    expect(await given().subjects.save(subject('never', { version: 2 }), 1)).toBe('conflict');
  });

  test.each([
    ['subjects', (s: Stores, n: number) => s.subjects.save(subject('race', { lastSeq: n }), 0)],
    ['incidents', (s: Stores) => s.incidents.save(incident('["race"]', 1), 0)],
    ['pages', (s: Stores) => s.pages.save(page(incident('["race"]', 1), 1), 0)],
    ['mailboxes', (s: Stores) => s.mailboxes.save(mailbox({ responder: 'race' }), 0)],
  ])('of many at once in %s lets exactly one win', async (_, save) => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => save(given(), n)));
    expect(outcomes.filter((outcome: SaveOutcome) => outcome === 'saved')).toHaveLength(1);
  });

  test('a removal needs the expected version; then the subject is new', async () => {
    const { subjects } = given();
    await subjects.save(subject('remove', { version: 4 }), 0);
    expect(await subjects.remove('remove', 3)).toBe('conflict');
    expect(await subjects.remove('remove', 4)).toBe('saved');
    expect(await subjects.remove('remove', 4)).toBe('conflict');
    expect((await subjects.load(['remove'])).size).toBe(0);
    expect(await subjects.save(subject('remove'), 0)).toBe('saved');
  });
}

function keepsDocuments(given: () => Stores): void {
  test('comes back as it was, and shares nothing with what was saved', async () => {
    const { subjects } = given();
    const outbox: never[] = [];
    const state = subject('åäö "bed" 1/…', { outbox, due: NOON + 40 * DAY });
    await subjects.save(state, 0);
    const first = (await subjects.load([state.subject])).get(state.subject);
    expect(first).toEqual(state);
    expect(first?.outbox).not.toBe(outbox);
  });

  test('of 10,000 alerts fits', async () => {
    const { incidents } = given();
    const storm = incident('["storm"]', 1, { alerts: manyAlerts(10_000) });
    expect(await incidents.save(storm, 0)).toBe('saved');
    expect(await incidents.latest('["storm"]')).toEqual(storm);
  });

  test('of 250 subjects, one asked for twice and some unknown, loads at once', async () => {
    const { subjects } = given();
    const names = Array.from({ length: 250 }, (_, i) => `many-${i}`);
    await saveInTurns(names, (name) => subjects.save(subject(name), 0));
    const loaded = await subjects.load([...names, 'many-0', 'unknown-1', 'unknown-2']);
    expect(new Set(loaded.keys())).toEqual(new Set(names));
    expect((await subjects.load([])).size).toBe(0);
  });

  test('of an answer of more than 1 MB loads whole', async () => {
    const { subjects } = given();
    const names = Array.from({ length: 12 }, (_, i) => `big-${i}`);
    const states = names.map((name, i) =>
      subject(name, {
        series: { s: healthy(noise(i)) },
      }),
    );
    await Promise.all(states.map((state) => subjects.save(state, 0)));
    const loaded = await subjects.load(names);
    expect(loaded.size).toBe(12);
    expect(loaded.get('big-11')).toEqual(states[11]);
  });
}

function findsDue(given: () => Stores): void {
  test('is found oldest first, at or before the moment, each kind apart', async () => {
    const { subjects, incidents, pages } = given();
    const at = NOON - 30 * DAY;
    await Promise.all([
      ...[5, 3, 8, 1, 4].map((n) => subjects.save(subject(`due-${n}`, { due: at + n }), 0)),
      subjects.save(subject('not-due'), 0),
      incidents.save(incident('["due"]', 1, { due: at + 2 }), 0),
      pages.save(page(incident('["due"]', 1), 1, { due: at + 2 }), 0),
    ]);
    const ids = async (until: number) =>
      (await subjects.dueBefore(at + until, 10)).map(({ id }) => id);
    expect(await ids(4)).toEqual(['due-1', 'due-3', 'due-4']);
    expect(await subjects.dueBefore(at + 4, 2)).toEqual([
      { id: 'due-1', due: at + 1 },
      { id: 'due-3', due: at + 3 },
    ]);
    const { id } = incident('["due"]', 1);
    expect(await incidents.dueBefore(at + 2, 10)).toEqual([{ id, due: at + 2 }]);
    expect(await pages.dueBefore(at + 2, 10)).toEqual([
      { id: `${id}.1.0.1.anna.sms`, due: at + 2 },
    ]);
  });

  test('is so no longer once it is saved without a due time, or removed', async () => {
    const { subjects } = given();
    const at = NOON - 60 * DAY;
    await subjects.save(subject('done', { due: at }), 0);
    await subjects.save(subject('gone', { due: at }), 0);
    expect(await subjects.dueBefore(at, 10)).toHaveLength(2);
    await subjects.save(subject('done', { version: 2 }), 1);
    await subjects.remove('gone', 1);
    expect(await subjects.dueBefore(at, 10)).toEqual([]);
  });

  test('1,000 of them come at most `limit` at a time, the oldest of all lanes first', async () => {
    const { pages } = given();
    const at = NOON - 90 * DAY;
    const records = Array.from({ length: 1_000 }, (_, n) =>
      page(incident('["thousand"]', 1), n, { due: at + ((n * 7919) % 1_000) }),
    );
    await saveInTurns(records, (record) => pages.save(record, 0));
    const first = await pages.dueBefore(at + MINUTE, 100);
    expect(first.map(({ due }) => due - at)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(await pages.dueBefore(at + MINUTE, 5_000)).toHaveLength(1_000);
    const slices = await takeInLanes(pages, at + MINUTE, 30);
    expect(Math.max(...slices.map((slice) => slice.length))).toBeLessThanOrEqual(30);
    const ids = slices.flat().map(({ id }) => id);
    expect(ids).toHaveLength(1_000);
    expect(new Set(ids).size).toBe(1_000);
  }, 60_000);

  test('lane by lane, slice by slice, is all of it, each once, though all of it is due at one moment', async () => {
    const { subjects } = given();
    const at = NOON - 120 * DAY;
    const states = Array.from({ length: 60 }, (_, n) => subject(`at-once-${n}`, { due: at }));
    await saveInTurns(states, (state) => subjects.save(state, 0));
    await subjects.save(subject('later', { due: at + 1 }), 0);
    const found = (await takeInLanes(subjects, at, 4)).flat();
    expect(found).toHaveLength(60);
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(states.map((s) => s.subject)));
  });

  test('of a lane goes on behind any moment, which an item found before need not be due at', async () => {
    const { subjects } = given();
    const at = NOON - 121 * DAY;
    const dues = new Map(Array.from({ length: 12 }, (_, n) => [`behind-${n}`, at + n * 1_000]));
    const states = [...dues].map(([id, due]) => subject(id, { due }));
    await saveInTurns(states, (state) => subjects.save(state, 0));
    const after = { id: 'behind-0', due: at + 5_500 };
    const lanes = Array.from({ length: subjects.dueLanes }, (_, lane) =>
      subjects.dueInLane(lane, at + 9_000, 100, after),
    );
    const found = (await Promise.all(lanes)).flat().map(({ id }) => id);
    expect(found.sort()).toEqual(['behind-6', 'behind-7', 'behind-8', 'behind-9']);
  });
}

/** Returns every slice of every lane. */
async function takeInLanes(
  store: Stores['pages' | 'subjects'],
  until: number,
  limit: number,
): Promise<readonly (readonly Due[])[]> {
  const slices: (readonly Due[])[] = [];
  for (let lane = 0; lane < store.dueLanes; lane++) {
    for (let after: Due | undefined; ; ) {
      const slice = await store.dueInLane(lane, until, limit, after);
      expect(slice.map(({ due }) => due)).toEqual(
        slice.map(({ due }) => due).sort((a, b) => a - b),
      );
      slices.push(slice);
      if (slice.length < limit) {
        break;
      }
      after = slice.at(-1);
    }
  }
  return slices;
}

/** Text that hardly compresses: about 270 KB of it, 130 KB compressed. */
function noise(seed: number): string {
  return Array.from({ length: 40_000 }, (_, i) =>
    Math.imul(i + 7919 * seed, 2654435761).toString(36),
  ).join('');
}

/** Only a few run at once: the engine shares the machine with the test. */
async function saveInTurns<Item>(
  items: readonly Item[],
  save: (item: Item) => Promise<SaveOutcome>,
): Promise<void> {
  for (let i = 0; i < items.length; i += 25) {
    await Promise.all(items.slice(i, i + 25).map(save));
  }
}

function findsIncidents(given: () => Stores): void {
  test('the latest is that of the highest episode, also past 9', async () => {
    const { incidents } = given();
    expect(await incidents.latest('["latest"]')).toBeUndefined();
    for (const episode of [1, 10, 2, 9]) {
      await incidents.save(incident('["latest"]', episode), 0);
    }
    await incidents.save(incident('["latest","other"]', 11), 0);
    expect((await incidents.latest('["latest"]'))?.episode).toBe(10);
  });

  test('pages beside an incident are no incidents', async () => {
    const { incidents, pages } = given();
    const only = incident('["beside"]', 1);
    await pages.save(page(only, 1), 0);
    expect(await incidents.latest('["beside"]')).toBeUndefined();
    await incidents.save(only, 0);
    expect(await incidents.latest('["beside"]')).toEqual(only);
  });

  test('two group keys with one hash are told apart, loudly', async () => {
    const { incidents } = given();
    const { id } = incident('["collides"]', 1);
    await incidents.save({ ...incident('["another"]', 1), id }, 0);
    const asked = incidents.latest('["collides"]');
    await expect(asked).rejects.toThrow(`same hash: incident ${id} of service icu`);
    await expect(asked).rejects.not.toThrow(/collides|another"/);
  });

  test('ids that name nothing load nothing; a bad id is not saved', async () => {
    const { incidents } = given();
    const ids = ['', 'x', '../secret', `${'0'.repeat(16)}-0`, `${'0'.repeat(16)}-5`];
    expect((await incidents.load(ids)).size).toBe(0);
    const save = async () => incidents.save({ ...incident('["bad"]', 1), id: 'bad' }, 0);
    await expect(save()).rejects.toThrow("'bad' is not the id of an incident");
  });

  test('the open ones are those not resolved, due or due later', async () => {
    const { incidents } = given();
    await incidents.save(incident('["open"]', 1, { due: NOON + DAY }), 0);
    await incidents.save(incident('["open"]', 2, { status: 'acknowledged' }), 0);
    await incidents.save(incident('["open"]', 3, { status: 'resolved' }), 0);
    const open = (await incidents.open()).filter(({ groupKey }) => groupKey === '["open"]');
    expect(open.map(({ episode }) => episode).sort()).toEqual([1, 2]);
  });

  test('those opened on a UTC day come newest first', async () => {
    const { incidents } = given();
    const day = Date.UTC(2025, 2, 30);
    const opened = [day - 1, day, day + DAY - 1, day + DAY, day + 5_000];
    await Promise.all(
      opened.map((openedAt, i) => incidents.save(incident('["day"]', i + 1, { openedAt }), 0)),
    );
    const found = await incidents.openedOn(day + 3 * MINUTE, 10);
    expect(found.map(({ episode }) => episode)).toEqual([3, 5, 2]);
    expect(await incidents.openedOn(day, 1)).toHaveLength(1);
    expect(await incidents.openedOn(day - 20 * DAY, 10)).toEqual([]);
  });

  test('those opened on a day are found behind each other, of one moment too', async () => {
    const { incidents } = given();
    const day = Date.UTC(2025, 3, 2);
    const moments = [day, day + 1, day + 1, day + 1, day + 1, day + 1, day + 2, day + 2];
    const made = moments.map((openedAt, n) => incident(`["behind-${n}"]`, 1, { openedAt }));
    await Promise.all(made.map((one) => incidents.save(one, 0)));
    const newest = made.toSorted((a, b) => b.openedAt - a.openedAt || (a.id > b.id ? -1 : 1));
    for (const limit of [1, 2, 3, 10]) {
      const found: Incident[] = [];
      for (let more = true; more; ) {
        const some = await incidents.openedOn(day, limit, found.at(-1));
        found.push(...some);
        more = some.length === limit;
      }
      expect(found.map(({ id }) => id)).toEqual(newest.map(({ id }) => id));
    }
  });

  test('turns of a step are given once each, also to several at once', async () => {
    const { incidents } = given();
    const first = [await incidents.takeTurn('icu#1'), await incidents.takeTurn('icu#1')];
    const many = await Promise.all([1, 2, 3].map(() => incidents.takeTurn('icu#1')));
    expect([...first, ...many.toSorted()]).toEqual([0, 1, 2, 3, 4]);
    expect(await incidents.takeTurn('icu#2')).toBe(0);
  });

  test('the mark of changes is another after each save, and the same after none', async () => {
    const { incidents } = given();
    const seen = [await incidents.changeMark()];
    for (const episode of [1, 2, 3, 4, 5, 6]) {
      await incidents.save(incident('["mark"]', episode), 0);
      seen.push(await incidents.changeMark());
    }
    await incidents.save(incident('["mark"]', 1, { version: 2 }), 1);
    seen.push(await incidents.changeMark());
    expect(new Set(seen).size).toBe(8);
    await incidents.save(incident('["mark"]', 1, { version: 2 }), 1);
    await incidents.save(incident('["mark"]', 7, { service: CANARY.id }), 0);
    expect(await incidents.changeMark()).toBe(seen.at(-1));
  });

  test('incidents of the canary are open, and of no day', async () => {
    const { incidents } = given();
    const canary = incident('["canary"]', 1, { service: CANARY.id });
    await incidents.save(canary, 0);
    expect((await incidents.open()).map(({ id }) => id)).toContain(canary.id);
    const opened = await incidents.openedOn(canary.openedAt, 10_000);
    expect(opened.map(({ id }) => id)).not.toContain(canary.id);
  });
}

function keepsPages(given: () => Stores): void {
  test('pages of several incidents load at once, by id', async () => {
    const { pages } = given();
    const records = ['["p1"]', '["p2"]'].flatMap((key) =>
      [1, 2].map((n) => page(incident(key, 1), n)),
    );
    await Promise.all(records.map((record) => pages.save(record, 0)));
    const loaded = await pages.load([...records.map(({ order }) => order.id), 'no-page', '']);
    expect(loaded.size).toBe(4);
    for (const record of records) {
      expect(loaded.get(record.order.id)).toEqual(record);
    }
  });

  test('a mailbox is one per responder and channel', async () => {
    const { mailboxes } = given();
    expect(await mailboxes.load('bo', 'sms')).toBeUndefined();
    await mailboxes.save(mailbox({ responder: 'bo', sending: ['a', 'b'] }), 0);
    expect(await mailboxes.load('bo', 'email')).toBeUndefined();
    expect((await mailboxes.load('bo', 'sms'))?.sending).toEqual(['a', 'b']);
    expect(await mailboxes.save(mailbox({ responder: 'bo', version: 2 }), 1)).toBe('saved');
    expect(await mailboxes.save(mailbox({ responder: 'bo', version: 2 }), 1)).toBe('conflict');
  });

  test('a mailbox is removed as it was loaded, and not if it has been used since', async () => {
    const { mailboxes } = given();
    const loaded = mailbox({ responder: 'leaver' });
    await mailboxes.save(loaded, 0);
    await mailboxes.save(mailbox({ responder: 'leaver', version: 2 }), 1);
    expect(await mailboxes.remove(loaded)).toBe('conflict');
    expect(await mailboxes.remove({ ...loaded, version: 2 })).toBe('saved');
    expect(await mailboxes.load('leaver', 'sms')).toBeUndefined();
  });
}

function keepsControls(given: () => Stores): void {
  const silence = (id: string, comment: string) => ({
    id,
    kind: 'silence' as const,
    matchers: [{ name: 'subject', op: '=' as const, value: 'bed-1' }],
    startsAt: NOON,
    endsAt: NOON + DAY,
    createdBy: 'anna',
    createdAt: NOON,
    comment,
  });

  test('silences are put, replaced by id and removed, any number of times', async () => {
    const { controls } = given();
    await controls.putSilence(silence('s2', 'first'));
    await controls.putSilence(silence('s1', 'other'));
    await controls.putSilence(silence('s2', 'second'));
    expect(await controls.silences()).toEqual([silence('s1', 'other'), silence('s2', 'second')]);
    await controls.removeSilence('s1');
    await controls.removeSilence('s1');
    expect(await controls.silences()).toEqual([silence('s2', 'second')]);
  });

  test('a list of more than 1 MB, which is one answer of DynamoDB, comes whole', async () => {
    const { controls } = given();
    const ids = Array.from({ length: 12 }, (_, i) => `big-${i}`);
    for (const [i, id] of ids.entries()) {
      await controls.putSilence(silence(id, noise(i)));
    }
    const found = (await controls.silences()).map(({ id }) => id).filter((id) => ids.includes(id));
    for (const id of ids) {
      await controls.removeSilence(id);
    }
    expect(new Set(found)).toEqual(new Set(ids));
  });

  test('overrides are a list of their own', async () => {
    const { controls } = given();
    const override = { id: 's2', schedule: 'icu', person: 'bo', from: NOON, to: NOON + DAY };
    await controls.putOverride({ ...override, createdBy: 'anna', createdAt: NOON });
    expect(await controls.overrides()).toHaveLength(1);
    await controls.removeOverride('s2');
    expect(await controls.overrides()).toEqual([]);
  });

  test('absences are a list of their own, and are replaced by id', async () => {
    const { controls } = given();
    const absence = { id: 'a1', person: 'bo', from: NOON, to: NOON + DAY, createdAt: NOON };
    const away = { ...absence, createdBy: 'anna', uncovered: 'the day team stays' };
    await controls.putAbsence(away);
    const ended = { ...away, endedAt: NOON + 1, endedBy: { by: 'bo' } };
    await controls.putAbsence(ended);
    expect(await controls.absences()).toEqual([ended]);
    await controls.removeAbsence('a1');
    expect(await controls.absences()).toEqual([]);
  });

  test('of two answers to an exchange one is saved', async () => {
    const { controls } = given();
    const time = { schedule: 'icu', from: NOON, to: NOON + DAY };
    const by = { createdBy: 'anna', createdAt: NOON };
    const open = { id: 'e1', version: 1, giver: 'anna', given: time, awaits: 'taker' as const };
    expect(await controls.saveExchange({ ...open, ...by }, 0)).toBe('saved');
    expect(await controls.saveExchange({ ...open, ...by }, 0)).toBe('conflict');
    const taken = (taker: string) => ({ ...open, ...by, version: 2, taker, inReturn: time });
    expect(await controls.saveExchange(taken('bo'), 1)).toBe('saved');
    expect(await controls.saveExchange(taken('cia'), 1)).toBe('conflict');
    expect(await controls.exchanges()).toEqual([taken('bo')]);
    await controls.removeExchange('e1');
    expect(await controls.exchanges()).toEqual([]);
  });

  test('notes for the next on call are a list of their own, and are replaced by id', async () => {
    const { controls } = given();
    const by = { createdBy: 'anna', createdAt: NOON, until: NOON + DAY };
    const note = { id: 'icu/anna', schedule: 'icu', text: 'All is quiet', ...by };
    await controls.putHandOffNote(note);
    await controls.putHandOffNote({ ...note, text: 'It is not' });
    expect(await controls.handOffNotes()).toEqual([{ ...note, text: 'It is not' }]);
    await controls.removeHandOffNote(note.id);
    expect(await controls.handOffNotes()).toEqual([]);
  });

  test('of two that tell somebody of turns one is saved', async () => {
    const { controls } = given();
    const turn = { schedule: 'icu', from: NOON, to: NOON + DAY, goesOn: true as const };
    const told = { id: 'anna', version: 1, turns: [{ ...turn, stage: 'soon' as const }] };
    expect(await controls.saveToldTurns(told, 0)).toBe('saved');
    expect(await controls.saveToldTurns(told, 0)).toBe('conflict');
    const later = { ...told, version: 2, turns: [], listedUntil: NOON + DAY };
    expect(await controls.saveToldTurns(later, 1)).toBe('saved');
    expect(await controls.toldTurns()).toEqual([later]);
    await controls.removeToldTurns('anna');
    expect(await controls.toldTurns()).toEqual([]);
  });

  test('the address of a calendar is saved once, and not again after it was revoked', async () => {
    const { controls } = given();
    const turn = { said: 'ab', to: NOON, sequence: 0, revisedAt: NOON };
    const owner = { kind: 'person' as const, id: 'anna' };
    const made = { id: 'c1', hash: 'ab', owner, createdBy: 'anna', createdAt: NOON };
    const at = (version: number) => ({ ...made, version, told: { 'anna.icu.1': turn } });
    expect(await controls.saveCalendar(at(1), 0)).toBe('saved');
    expect(await controls.saveCalendar({ ...at(2), fetchedOn: '2026-01-01' }, 1)).toBe('saved');
    expect(await controls.saveCalendar(at(2), 1)).toBe('conflict');
    expect(await controls.calendar('c1')).toEqual({ ...at(2), fetchedOn: '2026-01-01' });
    expect(await controls.calendars()).toHaveLength(1);
    await controls.removeCalendar('c1');
    expect(await controls.saveCalendar(at(3), 2)).toBe('conflict');
    expect(await controls.calendar('c1')).toBeUndefined();
  });

  test('keys are found by id and listed', async () => {
    const { controls } = given();
    const key = { id: 'k1', name: 'agent', hash: 'ab', scopes: ['samples' as const], createdAt: 1 };
    expect(await controls.key('k1')).toBeUndefined();
    await controls.putKey(key);
    await controls.putKey({ ...key, revokedAt: 2 });
    expect(await controls.key('k1')).toEqual({ ...key, revokedAt: 2 });
    expect(await controls.keys()).toEqual([{ ...key, revokedAt: 2 }]);
  });

  test('changes are found by their time, newest first, and no more than asked for', async () => {
    const { controls } = given();
    const change = (minute: number, summary = 'deploy'): Change => {
      const told = { at: NOON + minute * MINUTE, summary, key: 'ci', details: {}, links: [] };
      return { id: changeId(told), ...told };
    };
    const [first, second, third] = [change(0), change(1), change(2)];
    for (const one of [second, third, first, second]) {
      await controls.putChange(one);
    }
    const twin = change(1, 'another');
    await controls.putChange(twin);
    expect(await controls.changes(first.at, second.at, 10)).toEqual(
      [first, second, twin].sort((a, b) => (a.id < b.id ? 1 : -1)),
    );
    expect(await controls.changes(first.at, third.at + 1, 1)).toEqual([third]);
    expect(await controls.changes(0, first.at - 1, 10)).toEqual([]);
    // This simulates a caller whose clock has gone back.
    expect(await controls.changes(third.at, first.at, 10)).toEqual([]);
    await controls.removeChange(second.id);
    await controls.removeChange(second.id);
    expect(await controls.changes(second.at, second.at, 10)).toEqual([twin]);
  });

  test('which config was acted on is kept for each place', async () => {
    const { controls } = given();
    const seen = { id: 'eu-north-1', config: 'ab', generation: 7, since: NOON, lookedAt: NOON };
    expect(await controls.followedConfig('eu-north-1')).toBeUndefined();
    await controls.putFollowedConfig({ ...seen, config: 'aa' });
    await controls.putFollowedConfig(seen);
    await controls.putFollowedConfig({ ...seen, id: 'eu-west-1', config: 'ac' });
    expect(await controls.followedConfig('eu-north-1')).toEqual(seen);
    expect((await controls.followedConfig('eu-west-1'))?.config).toBe('ac');
  });

  test('of the test pages of a channel the last is kept, until it is removed', async () => {
    const { controls } = given();
    const sms = { id: 'anna#sms', responder: 'anna', channel: 'sms' as const, by: { by: 'bo' } };
    const first = { ...sms, at: NOON, result: { outcome: 'sent' as const } };
    const fault = { code: 'topic_missing' as const, error: 'NotFound' };
    const second = { ...sms, at: NOON + 1, result: { outcome: 'failed' as const, fault } };
    const other = { ...first, id: 'bo#sms', responder: 'bo' };
    for (const test of [other, first, second]) {
      await controls.putContactTest(test);
    }
    expect(await controls.contactTests()).toEqual([second, other]);
    await controls.removeContactTest(second.id);
    await controls.removeContactTest(second.id);
    expect(await controls.contactTests()).toEqual([other]);
    await controls.removeContactTest(other.id);
  });

  test('of each check the last report is kept', async () => {
    const { controls } = given();
    const found = { place: 'eu-north-1', at: NOON, findings: [] };
    const canary = checkReport({ ...found, check: 'canary', timeToPage: 2_400 });
    const [oldestDue, deadLetters] = [0, [{ queue: 'incidents-dead', messages: 1 }]];
    const platform = checkReport({ ...found, check: 'platform', oldestDue, deadLetters });
    await controls.putCheckReport(platform);
    await controls.putCheckReport({ ...canary, timeToPage: 9_000 });
    await controls.putCheckReport(canary);
    expect(await controls.checkReports()).toEqual([canary, platform]);
  });

  test('inhibitors, and who waits for them, are found by their key until they are removed', async () => {
    const { controls } = given();
    const alert = { fingerprint: 'f1', title: 'Link down', severity: 'critical' } as const;
    const made = ['k1/a/f1', 'k1/b/f1', 'k10/a/f1'].map((id): Inhibitor => {
      return { id, alert, incident: 'a', until: NOON };
    });
    for (const one of made) {
      await controls.putInhibitor(one);
      await controls.putInhibited({ id: one.id, at: NOON });
    }
    expect(await controls.inhibitors('k1', 10)).toEqual(made.slice(0, 2));
    expect(await controls.inhibitors('k1', 1)).toEqual(made.slice(0, 1));
    await controls.removeInhibitor('k1/a/f1');
    await controls.removeInhibitor('k1/a/f1');
    expect(await controls.inhibitors(undefined, 10)).toEqual(made.slice(1));
    await controls.removeInhibited('k1/b/f1');
    const waiting = await controls.inhibited('k1', 10);
    expect(waiting).toEqual([{ id: 'k1/a/f1', at: NOON }]);
    expect(await controls.inhibited(undefined, 10)).toHaveLength(2);
  });

  test('of many that offer a link secret at once all go on with the same', async () => {
    const { controls } = given();
    const offered = ['a', 'b', 'c', 'd', 'e'];
    const secrets = await Promise.all(offered.map((secret) => controls.linkSecret(secret)));
    expect(new Set(secrets).size).toBe(1);
    expect(await controls.linkSecret('later')).toBe(secrets[0]);
  });

  test('keeps the secret of pseudonyms apart from that of links', async () => {
    const { controls } = given();
    const secret = await controls.pseudonymSecret('p');
    expect(await controls.linkSecret('l')).not.toBe(secret);
    expect(await controls.pseudonymSecret('later')).toBe(secret);
  });
}

function keepsSessions(given: () => Stores): void {
  const session = (id: string, more: Partial<Session> = {}): Session => ({
    id,
    issuer: 'https://issuer.test',
    subject: 's',
    account: 'anna',
    name: 'Anna Åberg',
    groups: ['nurses', ''],
    mfa: true,
    createdAt: NOON,
    lastSeenAt: NOON,
    ...more,
  });

  test('is found by its id and listed until it is removed', async () => {
    const { sessions } = given();
    const [one, other] = [session('found-1'), session('found-2', { issuerSession: 'sid' })];
    expect(await sessions.session(one.id)).toBeUndefined();
    await sessions.putSession(other);
    await sessions.putSession(one);
    expect(await sessions.session(one.id)).toEqual(one);
    expect(await sessions.sessions()).toEqual([one, other]);
    await sessions.removeSession(one.id);
    await sessions.removeSession(one.id);
    expect(await sessions.session(one.id)).toBeUndefined();
    expect(await sessions.sessions()).toEqual([other]);
    await sessions.removeSession(other.id);
  });

  test('is not brought back by whoever notes its use', async () => {
    const { sessions } = given();
    const used = session('used');
    await sessions.putSession(used);
    await sessions.touchSession({ ...used, lastSeenAt: NOON + MINUTE });
    expect((await sessions.session('used'))?.lastSeenAt).toBe(NOON + MINUTE);
    await sessions.removeSession('used');
    await sessions.touchSession({ ...used, lastSeenAt: NOON + 2 * MINUTE });
    expect(await sessions.session('used')).toBeUndefined();
  });
}
