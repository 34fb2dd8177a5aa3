import { describe, expect, test } from '@jest/globals';
import { memoryTrail } from '#adapters/memory/audit-trail.ts';
import type { AuditAction } from '#core/audit/actions.ts';
import { type AuditEntry, auditPlaceAfter } from '#core/audit/audit-entry.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { type AuditDraft, createAuditRecorder } from '#http/audit-recorder.ts';
import type { LogLine } from '#runtime/log.ts';
import { Unavailable } from '#usecases/ports.ts';
import { NIGHT } from '../support/incident.ts';

/** A recorder on a trail that fails at these appends, counted from 1. */
function given(...failing: readonly number[]) {
  const stored = memoryTrail();
  const logged: LogLine[] = [];
  let now = NIGHT;
  let appends = 0;
  let ids = 0;
  let lost = 0;
  const trail: typeof stored = {
    ...stored,
    async append(entry) {
      appends += 1;
      if (failing.includes(appends)) {
        throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
      }
      await stored.append(entry);
    },
  };
  const recorder = createAuditRecorder(
    {
      ports: { trail } as never,
      clock: () => now,
      log: (line) => logged.push(line),
      measure: ({ auditEntriesLost = 0 }: { readonly auditEntriesLost?: number }) => {
        lost += auditEntriesLost;
      },
    } as Parameters<typeof createAuditRecorder>[0],
    () => `e${++ids}`,
  );
  const entries = async (): Promise<readonly AuditEntry[]> =>
    (await stored.onDay(now, auditPlaceAfter(now), 1_000)).entries.toReversed();
  const outcomes = async () => (await entries()).map(({ id, outcome }) => `${id} ${outcome}`);
  const pass = (time: number) => {
    now += time;
  };
  return { ...recorder, entries, outcomes, pass, logged, lost: () => lost };
}

const draft = (action: AuditAction, id = 'x'): AuditDraft => ({
  who: { kind: 'key', by: 'anna', key: 'admin', keyId: 'k1' },
  from: { network: '10.0.0.1' },
  action,
  object: { kind: action.split('.')[0] ?? '', id },
  subjects: ['Patient/4711'],
});
const done = () => ({ outcome: 'done' }) as const;

describe('a change', () => {
  test('is on record before it is made, and what became of it after', async () => {
    const { change, outcomes, entries } = given();
    const made = await change(
      draft('silence.set'),
      async (note) => {
        expect(await outcomes()).toEqual(['e1 begun']);
        note({ object: { kind: 'silence', id: 's1' } });
        note({ after: { minutes: 5 } });
        return 'made';
      },
      done,
    );
    expect([made, await outcomes()]).toEqual(['made', ['e1 begun', 'e1 done']]);
    const [begun, end] = await entries();
    expect(begun).not.toHaveProperty('after');
    expect(end).toMatchObject({ object: { id: 's1' }, after: { minutes: 5 }, at: begun?.at });
  });

  test('is not made if that it was begun cannot be written', async () => {
    const { change, outcomes, lost } = given(1);
    let isMade = false;
    const making = change(
      draft('key.make'),
      async () => {
        isMade = true;
      },
      done,
    );
    await expect(making).rejects.toThrow(Unavailable);
    expect([isMade, await outcomes(), lost()]).toEqual([false, [], 1]);
  });

  test('answers an incident all the same, and the log has what the trail lacks, but no subject', async () => {
    const { change, outcomes, logged, lost } = given(1, 2);
    expect(await change(draft('incident.ack', 'i1'), async () => 'taken', done)).toBe('taken');
    expect([await outcomes(), lost()]).toEqual([[], 2]);
    expect(logged).toMatchObject([
      { action: 'incident.ack', outcome: 'begun', by: 'anna', key: 'admin', incident: 'i1' },
      { outcome: 'done' },
    ]);
    expect(JSON.stringify(logged)).not.toContain('4711');
  });

  test('whose end cannot be written stands there as begun, and is answered as it was made', async () => {
    const { change, outcomes, lost } = given(2);
    expect(await change(draft('silence.end'), async () => 'ended', done)).toBe('ended');
    expect([await outcomes(), lost()]).toEqual([['e1 begun'], 1]);
  });

  test('that fails is on record as failed, with why', async () => {
    const { change, entries } = given();
    const away = Object.assign(new Error('away'), { code: 'ECONNRESET' });
    await expect(change(draft('key.make'), () => Promise.reject(away), done)).rejects.toBe(away);
    await expect(
      change(draft('key.make'), () => Promise.reject(new Error('a bug')), done),
    ).rejects.toThrow('a bug');
    expect((await entries()).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['begun', undefined],
      ['failed', 'unavailable'],
      ['begun', undefined],
      ['failed', 'internal'],
    ]);
  });
});

describe('a look', () => {
  test('is recorded once in ten minutes, each other caller and object by itself', async () => {
    const { once: look, outcomes, pass } = given();
    const other = { ...draft('subject.look'), who: { kind: 'person', by: 'bo' } } as const;
    for (const one of [
      draft('subject.look'),
      draft('subject.look'),
      other,
      draft('subject.look', 'y'),
    ]) {
      await look(one, done());
    }
    expect(await outcomes()).toHaveLength(3);
    pass(10 * MINUTE);
    await look(draft('subject.look'), done());
    expect(await outcomes()).toHaveLength(4);
  });

  test('that cannot be recorded is refused, and tried again the next time', async () => {
    const { once: look, outcomes } = given(1);
    await expect(look(draft('subject.look'), done())).rejects.toThrow(Unavailable);
    await look(draft('subject.look'), done());
    expect(await outcomes()).toEqual(['e2 done']);
  });

  test('at an incident is refused to nobody', async () => {
    const { once: look, lost } = given(1);
    await look(draft('incident.look'), done());
    expect(lost()).toBe(1);
  });
});

describe('a refusal', () => {
  test('is recorded once in ten minutes, with its reason', async () => {
    const { refusal, entries } = given();
    await refusal(draft('key.make'), 'forbidden');
    await refusal(draft('key.make'), 'forbidden');
    await refusal(draft('key.make'), 'unauthenticated');
    expect((await entries()).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['refused', 'forbidden'],
      ['refused', 'unauthenticated'],
    ]);
  });

  test('of many guesses leaves a bounded number of entries, which grows with time alone', async () => {
    const { refusal, outcomes, pass } = given();
    const guess = (n: number) => refusal(draft('request', `guess ${n}`), 'unauthenticated');
    for (let n = 0; n < 500; n++) {
      await guess(n);
    }
    expect(await outcomes()).toHaveLength(60);
    pass(5 * SECOND);
    for (let n = 500; n < 600; n++) {
      await guess(n);
    }
    expect(await outcomes()).toHaveLength(65);
  });

  test('that cannot be written changes no answer', async () => {
    const { refusal, lost } = given(1);
    await refusal(draft('key.make'), 'forbidden');
    expect(lost()).toBe(1);
  });
});
