import { describe, expect, test } from '@jest/globals';
import { CANARY } from '#core/canary/canary.ts';
import type { Sample } from '#core/sample/sample.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { runCanary } from '#usecases/run-canary.ts';
import { START } from '../support/world.ts';

const envelope = (at: number, subject: string = CANARY.subject) => ({
  body: JSON.stringify({ Timestamp: new Date(at).toISOString(), Message: `Where: ${subject}` }),
});

type Messages = readonly { readonly body: string }[];

/**
 * Returns a platform that answers a breach with what `onBreach` puts into the inbox. Each look into
 * it advances time.
 */
function createStage(
  onBreach: (now: number) => Messages,
  more: { readonly refused?: string; readonly endRefused?: string } = {},
) {
  let now = START;
  let waiting: Messages = [];
  const posted: Sample[] = [];
  const inbox = {
    async receive(max: number, waitSeconds: number) {
      now += waiting.length > 0 ? 40 : waitSeconds * SECOND;
      return waiting.slice(0, max);
    },
    async remove(messages: Messages) {
      waiting = waiting.filter((message) => !messages.includes(message));
    },
  };
  const post = async (samples: readonly Sample[]) => {
    posted.push(...samples);
    if (more.endRefused !== undefined && posted.length > 2) {
      throw new Error(more.endRefused);
    }
    if (more.refused !== undefined) {
      throw new Error(`${more.refused} ${posted.length}`);
    }
    now += 10;
    if (samples.at(-1)?.value === 1) {
      waiting = [...waiting, ...onBreach(now)];
    }
  };
  return {
    run: () => runCanary(inbox, post, () => now),
    values: () => posted.map(({ value }) => value),
    posted,
    put: (messages: Messages) => {
      waiting = messages;
    },
    passed: () => now - START,
    left: () => waiting.length,
  };
}

describe('the canary', () => {
  test('measures from before the breach is posted until its page is there, then ends the breach', async () => {
    const stage = createStage((now) => [envelope(now)]);
    expect(await stage.run()).toBe(50);
    expect(stage.values()).toEqual([0, 1, 0]);
    expect(stage.left()).toBe(0);
  });

  test('dates its samples in order and never in the future, so that a strict config takes them', async () => {
    const stage = createStage((now) => [envelope(now)]);
    await stage.run();
    const times = stage.posted.map(({ at }) => at);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(START);
  });

  test('does not count a page about something else, such as a rehearsal of a new version', async () => {
    const stage = createStage((now) => [envelope(now, 'wardbell-rehearsal-ingest')]);
    await expect(stage.run()).rejects.toThrow(/^No page came within 60 s/);
  });

  test('counts a page that seems a little older than its breach: clocks differ', async () => {
    const stage = createStage(() => [envelope(START - SECOND)]);
    expect(await stage.run()).toBe(50);
  });

  test('fails where its breach cannot be ended, though its page came', async () => {
    const stage = createStage((now) => [envelope(now)], { endRefused: 'refused the end' });
    await expect(stage.run()).rejects.toThrow('refused the end');
  });

  test('first removes what came before, without counting the time that it takes', async () => {
    const stage = createStage((now) => [envelope(now)]);
    stage.put(Array.from({ length: 35 }, () => envelope(START - 5 * MINUTE)));
    expect(await stage.run()).toBe(50);
  });

  test.each([
    ['a page of an earlier breach', envelope(START - 5 * MINUTE)],
    ['a page from more than a second before it', envelope(START - SECOND - 1)],
    ['what is no page', { body: 'hello' }],
    ['an envelope without a time', { body: '{}' }],
  ])('gives up after a minute, and ends the breach: %s does not count', async (_, message) => {
    const stage = createStage(() => [message]);
    await expect(stage.run()).rejects.toThrow('No page came within 60 s of a breach');
    expect(stage.passed()).toBeLessThan(62 * SECOND);
    expect(stage.values().slice(0, 2)).toEqual([0, 1]);
    expect(stage.values().at(-1)).toBe(0);
  });

  test('goes on breaching while it waits, since another run may have ended the breach', async () => {
    let breaches = 0;
    const stage = createStage((now) => (++breaches === 3 ? [envelope(now)] : []));
    expect(await stage.run()).toBe(20_070);
    expect(stage.values()).toEqual([0, 1, 1, 1, 0]);
  });

  test('tells the first refusal, after having tried to end the breach', async () => {
    const stage = createStage(() => [], { refused: 'refused after' });
    await expect(stage.run()).rejects.toThrow('refused after 2');
    expect(stage.values()).toEqual([0, 1, 0]);
  });
});
