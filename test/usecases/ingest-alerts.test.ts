import { describe, expect, test } from '@jest/globals';
import { encodeJson } from '#adapters/dynamodb/document.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { externalAlertDetails } from '#core/alert/external-alert.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import { externalAlertItemId } from '#core/evaluation/external-alert/item.ts';
import { MINUTE } from '#core/time/instant.ts';
import { ingestAlerts } from '#usecases/ingest-alerts.ts';
import { hospital } from '../support/config.ts';
import { endedEvent, externalAlert, firingEvent } from '../support/external-alert.ts';
import { NIGHT } from '../support/incident.ts';

const config = hospital({ config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] } });
const disk = externalAlert('DiskFull', NIGHT, { endsAt: NIGHT + 4 * MINUTE });
const load = externalAlert('LoadHigh', NIGHT);

/** Records all calls in order; the first save of `failing` fails. */
function world(failing?: string) {
  let fails = failing !== undefined;
  const memory = memoryPorts(() => NIGHT);
  const calls: string[] = [];
  const observed = observePorts(memory, async (operation, call) => {
    calls.push(operation);
    return call();
  });
  const subjects: typeof observed.subjects = {
    ...observed.subjects,
    async save(state, version) {
      if (fails && state.subject === failing) {
        fails = false;
        throw new Error('the store is away');
      }
      return observed.subjects.save(state, version);
    },
  };
  const ports = { ...observed, subjects };
  return { memory, calls, take: ingestAlerts(ports, config) };
}

const DECIDED = ['subjects.load', 'subjects.save', 'incidentQueue.send', 'subjects.save'];

describe('a request costs', () => {
  test('one read for all, and two writes for each, if alerts are new', async () => {
    const { take, calls } = world();
    const taken = await take([firingEvent(disk)], NIGHT);
    expect(taken).toMatchObject({ taken: 1, transitions: 1, rejected: [] });
    expect(calls).toEqual(DECIDED);
  });

  test('one read if it is repeated', async () => {
    const { take, calls } = world();
    await take([firingEvent(disk), firingEvent(load)], NIGHT);
    calls.length = 0;
    expect(await take([firingEvent(disk), firingEvent(load)], NIGHT + 1)).toMatchObject({
      transitions: 0,
    });
    expect(calls).toEqual(['subjects.load']);
  });

  test('one write in several minutes for an alert that Prometheus repeats each minute', async () => {
    const { take, calls } = world();
    for (let minute = 0; minute < 15; minute++) {
      const now = NIGHT + minute * MINUTE;
      await take([firingEvent({ ...disk, endsAt: now + 4 * MINUTE })], now);
    }
    expect(calls.filter((call) => call === 'subjects.save').length).toBeLessThanOrEqual(2 + 5);
  });

  test('no write for the end of an unknown alert, or if it is empty', async () => {
    const { take, calls } = world();
    await take([endedEvent(disk)], NIGHT);
    await take([], NIGHT);
    expect(calls).toEqual(['subjects.load']);
  });
});

test('where the store fails for one, the others are stored and told, and the same may be sent again', async () => {
  const { take, memory } = world(externalAlertItemId(disk.fingerprint));
  const all = [firingEvent(disk), firingEvent(load)];
  await expect(take(all, NIGHT)).rejects.toThrow('the store is away');
  const items = [disk, load].map(({ fingerprint: id }) => externalAlertItemId(id));
  expect([...(await memory.subjects.load(items)).keys()]).toEqual([
    externalAlertItemId(load.fingerprint),
  ]);
  expect(await take(all, NIGHT)).toMatchObject({ taken: 2, transitions: 1 });
});

test('an alert as large as it may be, with its outbox full of its beginnings and ends, fits into its item', async () => {
  const { take, memory } = world();
  let seed = 0;
  const noise = (length: number) =>
    Array.from({ length }, () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return String.fromCodePoint(0x4e00 + (seed >>> 18));
    }).join('');
  memory.incidentQueue.send = () => Promise.reject(new Error('the queue is away'));
  const labels = Object.fromEntries(
    Array.from({ length: 8 }, (_, n) => [`label_${n}`, noise(1_000)]),
  );
  const large = () => {
    const annotations = Array.from({ length: 8 }, (_, n) => [`note_${n}`, noise(1_000)]);
    const words = externalAlertDetails(disk.sent, Object.fromEntries(annotations));
    return { ...load, labels, fingerprint: fingerprint(['large']), sent: words };
  };
  const { handedOver } = await take(
    [firingEvent(large()), endedEvent(large()), firingEvent(large())],
    NIGHT,
  );
  expect(handedOver).toMatchObject({ kind: 'waiting', transitions: 3 });
  const [state] = (await memory.subjects.load([externalAlertItemId(large().fingerprint)])).values();
  expect(() => encodeJson(JSON.stringify(state), 'it')).not.toThrow();
});
