import { describe, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';

const run = (...args: readonly string[]) => launch(['forecast', ...args]).ended;

describe('wardbell forecast', () => {
  test('tells cost and limits of a deployment, now and after a surge', async () => {
    const load = ['--subjects', '50000', '--every', '1m', '--incidents-per-day', '10'];
    const { out, err, code } = await run('--surge', '40', ...load, '--sms-spend', '1');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^subjects +50,000 +70,000$/m);
    expect(out).toMatch(/^incidents a day +10 +14$/m);
    expect(out).toContain('SMS would cost more than the 1 USD');
    expect(out).toMatch(/^writes of the table `incidents` while it is new .* 4,000 \? +\d+ % !$/m);
    const { surge, deployment } = JSON.parse((await run('--surge', '40', ...load, '--json')).out);
    expect([surge, deployment.now.subjects, deployment.surge.subjects]).toEqual([40, 50000, 70000]);
    expect(deployment.surge.usdMonth).toBeGreaterThan(deployment.now.usdMonth);
    expect(deployment.surge.limits.well[0]).toMatchObject({
      allowedPerSecond: expect.any(Number),
      source: expect.stringMatching(/^(aws|ours|second_hand|not_confirmed)$/),
    });
  }, 60_000);

  test.each([
    [[], "required option '--surge <percent>' not specified"],
    [['--surge', '0'], 'Write a number above 0.'],
    [['--surge', '40', '--subjects-per-request', '0.5'], 'Write a number of at least 1.'],
  ])(
    'says what is missing or wrong: %j',
    async (args, words) => {
      const { code, err } = await run(...args);
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    },
    60_000,
  );
});
