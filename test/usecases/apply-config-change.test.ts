import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { auditPlaceAfter } from '#core/audit/audit-entry.ts';
import { omit } from '#core/collections/omit.ts';
import { configHash } from '#core/team/applied-config.ts';
import type { Config } from '#core/team/config.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { applyConfigChange } from '#usecases/apply-config-change.ts';
import { auditMissingMetrics } from '#usecases/audit-missing-metrics.ts';
import { below, hospital } from '../support/config.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';

const WITH = hospital();
const WITHOUT: Config = { ...WITH, people: omit(WITH.people, 'anna') };

const acknowledgement = {
  by: 'anna',
  person: true,
  at: NIGHT,
  until: NIGHT + 100 * MINUTE,
  kind: 'acknowledged',
  alerts: [alert('bed-1').fingerprint],
  severity: 'critical',
} as const;

/** One incident that anna has, one that pages bo, one that is over. */
async function given(wrap: (ports: ReturnType<typeof memoryPorts>) => typeof ports = (p) => p) {
  const memory = memoryPorts(() => NIGHT);
  const due = NIGHT + 90 * MINUTE;
  const taken = incident([alert('bed-1')], { status: 'acknowledged', acknowledgement, due });
  const waits = incident([alert('bed-2')]);
  const open = { ...waits, due, escalation: { ...waits.escalation, nextAt: due } };
  const over = incident([alert('bed-3')], { status: 'resolved', due: NIGHT, acknowledgement });
  for (const one of [taken, open, over]) {
    await memory.incidents.save(one, 0);
  }
  const ports = wrap(memory);
  const looks = () => memory.incidentQueue.receive(100).map((m) => m.body);
  return { ports, taken, looks };
}

const lookAt = ({ id }: { id: string }) => [
  { kind: 'look', incident: id, why: 'the config has changed' },
];

describe('a new config', () => {
  test('is in the audit trail once, by its hash, however often the clock looks again', async () => {
    const { ports } = await given();
    const other = { ...WITHOUT, hash: 'another' };
    const at = (generation: number) => ({ place: 'eu-north-1', generation });
    await applyConfigChange(ports, WITH, at(1))(NIGHT);
    await applyConfigChange(ports, other, at(2))(NIGHT + SECOND);
    await applyConfigChange(ports, other, at(2))(NIGHT + 2 * MINUTE);
    const { entries } = await ports.trail.onDay(NIGHT, auditPlaceAfter(NIGHT + 5 * MINUTE), 10);
    expect(entries.map(({ object, after }) => [object?.id, after])).toEqual([
      ['another', at(2)],
      [WITH.hash, at(1)],
    ]);
  });

  test('asks for a look at the incidents that it touches, at its first tick, and once', async () => {
    const { ports, taken, looks } = await given();
    const before = applyConfigChange(ports, WITH);
    expect(await before(NIGHT)).toBe(0);
    expect(looks()).toEqual([]);
    const next = applyConfigChange(ports, WITHOUT);
    expect(await next(NIGHT + 10 * SECOND)).toBe(1);
    expect(looks()).toEqual(lookAt(taken));
    for (const minute of [0, 1, 2, 20]) {
      await next(NIGHT + minute * MINUTE + 20 * SECOND);
    }
    expect(looks()).toEqual([]);
  });

  test('waits for its metrics from then on, and no longer for the earlier ones', async () => {
    const { ports } = await given();
    const DAY_LATER = NIGHT + 24 * 60 * MINUTE;
    const unsent = async (config: Config) =>
      (await auditMissingMetrics(ports, config)(DAY_LATER)).map(({ metric }) => metric);
    await applyConfigChange(ports, hospital({ rules: [below('spo2', 88)] }))(NIGHT);
    const later = hospital({ rules: [below('spo2', 88), below('hr', 40)] });
    await applyConfigChange(ports, later)(NIGHT + 60 * MINUTE);
    expect(await unsent(later)).toEqual(['spo2']);
    await applyConfigChange(ports, hospital({ rules: [below('hr', 40)] }))(DAY_LATER);
    expect(await unsent(hospital({ rules: [below('spo2', 88)] }))).toEqual([]);
  });

  test('of a platform that is new has its metrics waited for though the config is the same', async () => {
    const { ports } = await given();
    const own = { place: 'here' };
    await ports.controls.putFollowedConfig({
      id: 'here',
      config: configHash(WITH),
      since: NIGHT,
      lookedAt: NIGHT,
    });
    await applyConfigChange(ports, WITH, own)(NIGHT);
    expect(await auditMissingMetrics(ports, WITH)(NIGHT + 24 * 60 * MINUTE)).not.toEqual([]);
  });

  test.each(['before', 'after'] as const)(
    'is acted on whatever call the first clock dies %s',
    async (moment) => {
      for (let at = 1; ; at++) {
        let calls = 0;
        let diesAt = at;
        const { ports, taken, looks } = await given((memory) =>
          observePorts(memory, async (_, call) => {
            calls += 1;
            const dies = calls === diesAt;
            if (dies && moment === 'before') {
              throw new Error('it dies');
            }
            const result = await call();
            if (dies && moment === 'after') {
              throw new Error('it dies');
            }
            return result;
          }),
        );
        const died = await applyConfigChange(
          ports,
          WITHOUT,
        )(NIGHT).then(
          () => false,
          () => true,
        );
        diesAt = 0;
        await applyConfigChange(ports, WITHOUT)(NIGHT + 10 * SECOND);
        expect(looks()).toEqual(lookAt(taken));
        if (!died) {
          return;
        }
      }
    },
  );

  test('costs a clock that finds it in order one read a minute', async () => {
    const calls: string[] = [];
    const { ports } = await given((memory) =>
      observePorts(memory, (operation, call) => {
        calls.push(operation);
        return call();
      }),
    );
    const follow = applyConfigChange(ports, WITH);
    await follow(NIGHT);
    calls.length = 0;
    for (let tick = 1; tick <= 12; tick++) {
      await follow(NIGHT + tick * 10 * SECOND);
    }
    expect(calls).toEqual(['controls.followedConfig', 'controls.followedConfig']);
  });

  test('is followed too where the clock of the machine was put back', async () => {
    const { ports } = await given();
    const follow = applyConfigChange(ports, WITH);
    await follow(NIGHT);
    await ports.controls.putFollowedConfig({ id: 'here', config: 'x', since: 0, lookedAt: 0 });
    await follow(NIGHT - 60 * MINUTE);
    expect((await ports.controls.followedConfig('here'))?.config).not.toBe('x');
  });
});

describe('a gradual rollout', () => {
  const place = 'eu-north-1';
  const clockOf = (
    ports: Parameters<typeof applyConfigChange>[0],
    config: Config,
    version: number,
  ) => {
    const tick = (at: Instant) =>
      applyConfigChange(ports, config, { place, generation: version })(at);
    return { tick };
  };

  test('is looked at each minute for a quarter of an hour; the old version keeps still', async () => {
    const { ports } = await given();
    const [old, young] = [clockOf(ports, WITH, 7), clockOf(ports, WITHOUT, 8)];
    await old.tick(NIGHT - 60 * MINUTE);
    let rounds = 0;
    for (let second = 0; second < 30 * 60; second += 10) {
      const version = second % 30 === 0 || second > 10 * 60 ? young : old;
      rounds += await version.tick(NIGHT + second * SECOND);
    }
    expect(rounds).toBe(15);
    const seen = await ports.controls.followedConfig(place);
    expect(seen).toMatchObject({ generation: 8, since: NIGHT });
  });

  test('that is taken back is acted on when a quarter of an hour has passed', async () => {
    const { ports } = await given();
    const [old, young] = [clockOf(ports, WITHOUT, 7), clockOf(ports, WITH, 8)];
    await old.tick(NIGHT - 60 * MINUTE);
    await young.tick(NIGHT);
    expect(await old.tick(NIGHT + 14 * MINUTE)).toBe(0);
    expect(await old.tick(NIGHT + 15 * MINUTE)).toBe(1);
    expect(await ports.controls.followedConfig(place)).toMatchObject({ generation: 7 });
  });

  test('back to an earlier config is a new version, and acted on at once', async () => {
    const { ports } = await given();
    await clockOf(ports, WITHOUT, 7).tick(NIGHT - 60 * MINUTE);
    await clockOf(ports, WITH, 8).tick(NIGHT);
    expect(await clockOf(ports, WITHOUT, 9).tick(NIGHT + MINUTE)).toBe(1);
  });

  test('of the same config with other code looks at nothing', async () => {
    const { ports } = await given();
    await clockOf(ports, WITHOUT, 7).tick(NIGHT - 60 * MINUTE);
    expect(await clockOf(ports, WITHOUT, 8).tick(NIGHT)).toBe(0);
    expect(await clockOf(ports, WITHOUT, 7).tick(NIGHT + MINUTE)).toBe(0);
    expect(await ports.controls.followedConfig(place)).toMatchObject({ generation: 8 });
  });

  test('of a recreated function, which is counted from 1 again, is acted on', async () => {
    const { ports } = await given();
    await clockOf(ports, WITH, 90).tick(NIGHT - 60 * MINUTE);
    expect(await clockOf(ports, WITHOUT, 1).tick(NIGHT)).toBe(1);
  });

  test('in one Region says nothing of the other', async () => {
    const { ports } = await given();
    const other = applyConfigChange(ports, WITHOUT, { place: 'eu-west-1', generation: 3 });
    await clockOf(ports, WITH, 90).tick(NIGHT - 60 * MINUTE);
    expect(await other(NIGHT)).toBe(1);
    expect(await clockOf(ports, WITH, 90).tick(NIGHT)).toBe(0);
    expect(await ports.controls.followedConfig(place)).toMatchObject({ generation: 90 });
  });
});
