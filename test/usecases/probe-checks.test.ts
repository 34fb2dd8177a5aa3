import { describe, expect, test } from '@jest/globals';
import type { Check } from '#core/check/check.ts';
import type { Sample } from '#core/sample/sample.ts';
import { MINUTE } from '#core/time/instant.ts';
import { probeChecks } from '#usecases/probe-checks.ts';
import { START } from '../support/world.ts';

const check = (name: string, every = MINUTE): Check => ({
  ...{ name, target: { kind: 'tcp', host: 'lab.example.org', port: 2575 }, timeout: 10_000 },
  ...{ every, places: ['aws'], reach: [] },
});

interface Run {
  readonly posted: (readonly string[])[];
  readonly posts?: readonly (() => Promise<void>)[];
  readonly probe?: (check: Check) => Promise<{ readonly failure?: string; readonly took: number }>;
}

const fine = async () => undefined;
const broken = async () => {
  throw new Error('503');
};

/** Notes which checks each request tells of; requests end as `posts` say, and the rest are fine. */
function probing({ posted, posts = [], probe = async () => ({ took: 5 }) }: Run) {
  let request = 0;
  return {
    place: 'eu-west-1',
    probe,
    clock: () => START,
    async post(samples: readonly Sample[]) {
      posted.push([...new Set(samples.map(({ subject }) => subject))]);
      await (posts[request++] ?? fine)();
    },
  };
}

describe('a run of the probe', () => {
  test('probes what is due in its minute, and posts its samples with the place', async () => {
    const posted: Sample[] = [];
    const run = probeChecks([check('ehr')], {
      ...probing({ posted: [] }),
      post: async (samples) => {
        posted.push(...samples);
      },
    });
    expect(await run(START)).toEqual([]);
    expect(posted).toEqual([
      {
        subject: 'ehr',
        metric: 'probe_success',
        value: 1,
        at: START,
        labels: { place: 'eu-west-1' },
      },
      expect.objectContaining({ metric: 'probe_duration_seconds', value: 0.005 }),
    ]);
  });

  test('probes a check of five minutes in one minute of five', async () => {
    const posted: (readonly string[])[] = [];
    const run = probeChecks([check('ehr', 5 * MINUTE)], probing({ posted }));
    for (let minute = 0; minute < 10; minute++) {
      await run(START + minute * MINUTE);
    }
    expect(posted).toHaveLength(2);
  });

  test('tells which failed, and why', async () => {
    const probe = async ({ name }: Check) =>
      name === 'ehr' ? { failure: 'it refuses the connection', took: 1 } : { took: 1 };
    const run = probeChecks([check('ehr'), check('lab')], probing({ posted: [], probe }));
    expect(await run(START)).toEqual([{ check: 'ehr', failure: 'it refuses the connection' }]);
  });

  test('posts what others found while one still hangs', async () => {
    const posted: (readonly string[])[] = [];
    const { promise: hangs, resolve: end } = Promise.withResolvers<void>();
    const { promise: posting, resolve: seen } = Promise.withResolvers<void>();
    const probe = async ({ name }: Check) => {
      await (name === 'hangs' ? hangs : undefined);
      return { took: 1 };
    };
    const posts = [async () => seen()];
    const run = probeChecks(
      [check('hangs'), check('lab')],
      probing({ posted, posts, probe }),
    )(START);
    await posting;
    expect(posted).toEqual([['lab']]);
    end();
    await run;
    expect(posted).toEqual([['lab'], ['hangs']]);
  });

  test('posts again at its end what could not be posted, and nothing in between', async () => {
    const posted: (readonly string[])[] = [];
    const checks = [check('a'), check('b'), check('c')];
    await probeChecks(checks, probing({ posted, posts: [broken] }))(START);
    expect(posted.at(-1)?.toSorted()).toEqual(['a', 'b', 'c']);
    expect(posted).toHaveLength(2);
  });

  test('fails once all were probed where nothing can be posted', async () => {
    const posted: (readonly string[])[] = [];
    const run = probeChecks([check('a'), check('b')], probing({ posted, posts: [broken, broken] }));
    await expect(run(START)).rejects.toThrow('503');
    expect(posted.at(-1)?.toSorted()).toEqual(['a', 'b']);
  });
});
