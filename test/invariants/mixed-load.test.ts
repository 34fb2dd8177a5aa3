import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { type Instant, MINUTE } from '#core/time/instant.ts';
import type { Stores } from '#usecases/ports.ts';
import { below, hospital } from '../support/config.ts';
import { watchPublishing } from '../support/invariants.ts';
import { lastRelease, type Release } from '../support/last-release.ts';
import { mixedCode } from '../support/mixed-code.ts';
import type { PlatformCode } from '../support/platform-code.ts';
import { MIXED_ENGINES, type MixedEngine } from '../support/store-engines.ts';

/** How many subjects breach; `npm run test:mixed` lets thousands of samples come. */
const SUBJECTS = Number(process.env['MIXED_SUBJECTS'] ?? 12);
const SAMPLES_EACH = 20;
const AT_ONCE = 10;
const WORKERS = 6;

const config = hospital({ rules: [below('spo2', 88)] });

/** Everything that runs concurrently, on one table. */
interface Load {
  readonly code: PlatformCode;
  readonly ports: MemoryPorts;
  readonly clock: () => Instant;
}

/** Posts the samples of some subjects, each breach among normal values of others. */
async function post({ code, ports, clock }: Load, subjects: readonly string[]): Promise<void> {
  const take = code.takeSamples(ports, config);
  for (let n = 0; n < SAMPLES_EACH; n++) {
    const samples = subjects.map((subject) => {
      return { subject, metric: 'spo2', value: 80 + (n % 2), at: clock() + n, labels: {} };
    });
    expect(await take(samples, clock())).toMatchObject({ accepted: samples.length });
  }
}

/** Takes messages until told to stop, and lets a group that fails come again. */
async function work({ code, ports, clock }: Load, isOver: () => boolean): Promise<void> {
  const takeIncidents = code.takeIncidentMessages(ports, config);
  const deliver = code.deliver(ports, config, 'https://w.example');
  while (!isOver()) {
    const [told] = ports.incidentQueue.receive(1);
    const [page] = told === undefined ? ports.pageQueue.receive(1) : [];
    const message = told ?? page;
    const handled = told
      ? takeIncidents([told.body], clock())
      : page && deliver(page.body, clock());
    await Promise.resolve(handled).then(
      () => message?.acknowledge(),
      () => message?.giveBack(),
    );
    await wait(message === undefined ? 5 : 0);
  }
}

/** Acknowledges each third incident that is open, as people do while others are still paged. */
async function answer({ code, ports, clock }: Load): Promise<void> {
  const act = code.act(ports, config);
  const open = await ports.incidents.open();
  for (const { id, status } of open.filter((_, i) => i % 3 === 0)) {
    if (status === 'triggered') {
      await act(id, { kind: 'acknowledge', by: 'anna' }, clock());
    }
  }
}

async function isQuiet({ ports, clock }: Load): Promise<boolean> {
  const waiting = [...ports.incidentQueue.receive(1), ...ports.pageQueue.receive(1)];
  for (const message of waiting) {
    message.giveBack();
  }
  const due = await Promise.all([
    ports.subjects.dueBefore(clock(), 1),
    ports.pages.dueBefore(clock() + MINUTE, 1),
  ]);
  return waiting.length === 0 && due.flat().length === 0;
}

describe('while this version and the one released last share a load on one table', () => {
  let released: Release;
  let engine: MixedEngine;
  beforeAll(async () => {
    released = await lastRelease();
    engine = await MIXED_ENGINES.DynamoDB(released);
  });
  afterAll(() => engine.stop());

  test('each breach is paged, no page is lost, and none arrives twice', async () => {
    await engine.use(async (mine, theirs) => {
      const { load, watched } = loadOn(released, mine, theirs);
      const subjects = Array.from({ length: SUBJECTS }, (_, n) => `bed-${n}`);
      let isOver = false;
      const workers = Array.from({ length: WORKERS }, () => work(load, () => isOver));
      for (let from = 0; from < SUBJECTS; from += AT_ONCE) {
        await post(load, subjects.slice(from, from + AT_ONCE));
        await answer(load);
      }
      const tick = load.code.tick(load.ports, config, { noteEvery: 0 });
      while (!(await isQuiet(load))) {
        await tick(load.clock());
        await wait(50);
      }
      isOver = true;
      await Promise.all(workers);
      await expectAllPaged(load, subjects, watched.arrived);
      expect([...watched.arrived].filter(([, times]) => times > 1)).toEqual([]);
      expect(watched.unwanted).toEqual([]);
    });
  }, 600_000);
});

function loadOn(released: Release, mine: Stores, theirs: Stores) {
  // Time goes on ten times as fast as here, so that bundles leave and steps follow.
  const began = Date.now();
  const clock = () => began + (Date.now() - began) * 10;
  // Forward and back: from none of it to all in the middle, and to none again.
  let calls = 0;
  const share = () => (1 + Math.sin(calls++ / 50)) / 2;
  const { code, wrap } = mixedCode(released, theirs, () => Math.random() < share());
  const watched = watchPublishing({ ...memoryPorts(clock), ...mine }, clock);
  const ports = wrap(watched.ports, (_, call) => call(), clock);
  return { load: { code, ports, clock }, watched };
}

/** Each subject has an incident with a page that has arrived, unless it was answered before. */
async function expectAllPaged(
  { ports }: Load,
  subjects: readonly string[],
  arrived: ReadonlyMap<string, number>,
): Promise<void> {
  const incidents = await ports.incidents.open();
  const paged = new Set(
    incidents
      .filter(({ status, pages }) => status === 'acknowledged' || pages.some(hasArrived))
      .map(({ alerts }) => Object.values(alerts)[0]?.alert.subject),
  );
  expect(subjects.filter((subject) => !paged.has(subject))).toEqual([]);
  const records = await ports.pages.load([...arrived.keys()]);
  expect([...arrived.keys()].filter((id) => records.get(id)?.status !== 'sent')).toEqual([]);

  function hasArrived({ id }: { readonly id: string }): boolean {
    return arrived.has(id);
  }
}
