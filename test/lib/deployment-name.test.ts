import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDeploymentName } from '#config/deployment-name.ts';
import { deployed } from './synth.ts';

/** Names and ids of few parts, so that one often begins the other. */
const PARTS = fc
  .array(fc.constantFrom('x', 'to', 't', 'o', 'y', 'alarms', 'in', ''), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join('-'));

/** Returns what the topics of a deployment are called. */
const topicsOf = (name: string, person: string) => [
  `${name}-to-${person}-sms`,
  `${name}-to-${person}-email`,
  `${name}-to-wardbell-canary-email`,
  `${name}-alarms-in`,
];

describe('what a deployment may publish to', () => {
  test('begins no topic of another, whatever both and their people are called', () => {
    const names = PARTS.filter(isDeploymentName);
    const person = PARTS.filter((id) => /^[a-z]/u.test(id));
    fc.assert(
      fc.property(names, names, person, (one, other, id) => {
        fc.pre(one !== other);
        const reached = topicsOf(other, id).filter((topic) => topic.startsWith(`${one}-to-`));
        expect(reached).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each(['x-to-y', 'x-to', 'to-to'])('so that none can be called "%s"', (name) => {
    expect(isDeploymentName(name)).toBe(false);
  });

  test.each(['x', 'x-tom', 'into', 'to-x'])('and one can be called "%s"', (name) => {
    expect(isDeploymentName(name)).toBe(true);
  });

  test('so that no alarm of one is an alarm of another: none ends with a whole name of another', () => {
    const alarms = deployed()
      .resources.of('CloudWatch::Alarm')
      .map(({ Properties }) => String(Properties.AlarmName).replace(/^ward-/u, ''));
    const within = alarms.filter((name) => alarms.some((other) => name.endsWith(`-${other}`)));
    expect(within).toEqual([]);
  });
});
