import { describe, expect, test } from '@jest/globals';
import { type Silence, silenceStatus } from '#core/suppression/silence.ts';
import { NEVER } from '#core/suppression/windows.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { changeSilence, endSilence, ensureSilence, setSilence } from '#usecases/set-silence.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';
import { handled, OPENING, transitionMessage, watchedPorts } from './given-incident.ts';

const SILENCE: Silence = {
  id: 's1',
  kind: 'silence',
  matchers: [{ name: 'subject', op: '=~', value: 'bed-[12]' }],
  startsAt: NIGHT,
  endsAt: NIGHT + HOUR,
  createdBy: 'anna',
  createdAt: NIGHT,
  comment: 'probe change',
};

/** Three beds in alarm, one of them held after it recovered. */
async function ward() {
  const watched = watchedPorts();
  for (const bed of ['bed-1', 'bed-2', 'bed-3']) {
    await watched.memory.incidents.save(incident([alert(bed)]), 0);
  }
  const recovered = incident([alert('bed-2', { groupKey: 'held' })]);
  const alerts = Object.fromEntries(
    Object.entries(recovered.alerts).map(([id, a]) => [id, { ...a, status: 'resolved' as const }]),
  );
  await watched.memory.incidents.save({ ...recovered, alerts }, 0);
  return watched;
}

function lookedAt({ ports }: Awaited<ReturnType<typeof ward>>): readonly string[] {
  return ports.incidentQueue.waiting().map((m) => (m.kind === 'look' ? m.incident : ''));
}

const incidentIn = (bed: string) => incident([alert(bed)]).id;

/** Whose key ends or changes one. */
const BO = { by: 'bo', key: 'ward' };

describe('a silence', () => {
  test('is in force, and the incidents in which it matches something look at once', async () => {
    const watched = await ward();
    expect(await setSilence(watched.ports)(SILENCE, NIGHT)).toEqual(SILENCE);
    expect(await watched.ports.controls.silences()).toEqual([SILENCE]);
    expect(lookedAt(watched)).toEqual(['bed-1', 'bed-2'].map(incidentIn));
    expect(watched.calls[0]).toBe('controls.putSilence');
  });

  test('that begins between the decision and the delivery of a page stops it', async () => {
    const { ports } = watchedPorts();
    const { incident: open } = await handled(ports, transitionMessage(OPENING));
    await setSilence(ports)(SILENCE, NIGHT + SECOND);
    const [look] = ports.incidentQueue.waiting();
    if (look === undefined) {
      throw new Error('nobody looks');
    }
    const { incident: quiet } = await handled(ports, look, NIGHT + SECOND);
    expect(quiet).toMatchObject({ id: open.id, silenced: { by: 's1' } });
  });

  test('set again by its id stays as it is, and reconciles incidents that a crash left out', async () => {
    const watched = await ward();
    await watched.memory.controls.putSilence(SILENCE);
    const again = { ...SILENCE, startsAt: NIGHT + MINUTE, endsAt: NIGHT + HOUR + MINUTE };
    expect(await ensureSilence(watched.ports)(again, NIGHT + MINUTE)).toEqual({
      kind: 'known',
      silence: SILENCE,
    });
    expect(lookedAt(watched)).toEqual(['bed-1', 'bed-2'].map(incidentIn));
    const late = NIGHT + 2 * HOUR;
    expect(await ensureSilence(watched.ports)(again, late)).toEqual({
      kind: 'known',
      silence: SILENCE,
    });
    const other = { ...SILENCE, matchers: [{ name: 'subject', op: '=', value: 'x' } as const] };
    expect((await ensureSilence(watched.ports)(other, NIGHT)).kind).toBe('taken');
  });

  test('ended now stays listed, and the incidents that it silenced are reconciled at once', async () => {
    const watched = await ward();
    await watched.ports.controls.putSilence(SILENCE);
    const ended = await endSilence(watched.ports)('s1', BO, NIGHT + MINUTE);
    const over = { endsAt: NIGHT + MINUTE, updatedAt: NIGHT + MINUTE, endedBy: BO };
    expect(ended).toEqual({ ...SILENCE, ...over });
    expect(await watched.ports.controls.silences()).toEqual([ended]);
    expect(lookedAt(watched)).toEqual(['bed-1', 'bed-2'].map(incidentIn));
  });

  test('that is over already keeps its end; one that is not there is nothing', async () => {
    const { ports } = watchedPorts();
    await ports.controls.putSilence(SILENCE);
    expect(await endSilence(ports)('s1', BO, NIGHT + DAY)).toEqual(SILENCE);
    expect(await endSilence(ports)('s2', BO, NIGHT)).toBeUndefined();
  });
});

describe('a silence that is changed', () => {
  const now = NIGHT + MINUTE;
  const wanted: Silence = {
    ...SILENCE,
    id: 's2',
    startsAt: now,
    endsAt: NIGHT + DAY,
    createdBy: 'bo',
    createdAt: now,
    comment: 'takes longer',
  };

  async function changed(known: Silence, change: Partial<Silence>) {
    const watched = await ward();
    await watched.memory.controls.putSilence(known);
    const put: string[] = [];
    const controls: typeof watched.ports.controls = {
      ...watched.ports.controls,
      putSilence(silence) {
        put.push(silence.id);
        return watched.ports.controls.putSilence(silence);
      },
    };
    const ports = { ...watched.ports, controls };
    const made = await changeSilence(ports)(known.id, { ...wanted, ...change }, BO, now);
    return { watched, put, made, all: await controls.silences() };
  }

  test('in its end and its words stays itself, and what it touches looks', async () => {
    const { made, all, watched } = await changed({ ...SILENCE, kind: 'maintenance' }, {});
    const { endsAt, createdBy, comment } = wanted;
    const same = { ...SILENCE, kind: 'maintenance', endsAt, createdBy, comment, updatedAt: now };
    expect([made, all]).toEqual([same, [same]]);
    expect(lookedAt(watched)).toEqual(['bed-1', 'bed-2'].map(incidentIn));
  });

  test('before it began may begin at another time', async () => {
    const pending = { ...SILENCE, startsAt: NIGHT + HOUR, endsAt: NIGHT + 2 * HOUR };
    const { all } = await changed(pending, { startsAt: NIGHT + 3 * HOUR });
    expect(all).toMatchObject([{ id: 's1', startsAt: NIGHT + 3 * HOUR }]);
  });

  test.each<[string, Silence, Partial<Silence>]>([
    ['in what it matches', SILENCE, { matchers: [{ name: 'subject', op: '=', value: 'bed-3' }] }],
    ['to begin later than it did', SILENCE, { startsAt: now + 1 }],
    ['when it was over', { ...SILENCE, endsAt: NIGHT + 1 }, {}],
  ])('%s ends, but not before another has begun', async (_, known, change) => {
    const { put, made, all } = await changed(known, change);
    const endsAt = Math.min(known.endsAt, now);
    expect(made).toEqual({ ...wanted, ...change });
    expect(all).toMatchObject([{ id: 's1', endsAt }, { id: 's2' }]);
    expect(put).toEqual(['s2', 's1']);
  });

  test('that is not there is nothing', async () => {
    const { ports } = watchedPorts();
    expect(await changeSilence(ports)('s9', wanted, BO, now)).toBeUndefined();
    expect(await ports.controls.silences()).toEqual([]);
  });
});

describe('a silence that recurs', () => {
  const recurs = { cron: '0 2 * * *', timeZone: 'UTC', lasts: HOUR };
  const recurring = (id: string): Silence => ({ ...SILENCE, ...NEVER, id, recurs });

  test('never begins for a version that does not know that silences may', async () => {
    const { ports } = watchedPorts();
    await setSilence(ports)(recurring('s1'), NIGHT);
    const [{ recurs: _, ...stored } = SILENCE] = await ports.controls.silences();
    expect(silenceStatus(stored, NIGHT + 10_000 * DAY)).toBe('pending');
  });

  test('is one of a hundred at most that have not ended', async () => {
    const { ports } = watchedPorts();
    for (let i = 0; i < 100; i++) {
      await ports.controls.putSilence(recurring(`s${i}`));
    }
    const ensure = ensureSilence(ports);
    expect(await ensure(recurring('more'), NIGHT)).toEqual({ kind: 'full' });
    expect(await ensure(recurring('s7'), NIGHT)).toMatchObject({ kind: 'known' });
    await endSilence(ports)('s7', BO, NIGHT);
    expect(await ensure(recurring('more'), NIGHT)).toMatchObject({ kind: 'made' });
  });
});
