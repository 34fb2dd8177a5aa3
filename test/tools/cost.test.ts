import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { totalOf } from '#deployment/capacity/bill.ts';
import { COUNTED } from '#deployment/capacity/counted.ts';
import type { CountedLoads, Flows, Plan } from '#deployment/capacity/counted-shapes.ts';
import { type Deployments, deployments } from '#deployment/capacity/months.ts';
import type { Usage } from '#deployment/capacity/usage.ts';
import { TABLES } from '#deployment/tables.ts';
import { type ArchiveMonths, countArchive } from '../../tools/cost/archive.ts';
import { countChecks } from '../../tools/cost/checks.ts';
import { keptFigures } from '../../tools/cost/counted-module.ts';
import { countFlows } from '../../tools/cost/flows.ts';
import { countKept, type KeptByRule } from '../../tools/cost/kept.ts';
import { scenarios } from '../../tools/cost/limits.ts';
import { countLoads } from '../../tools/cost/loads.ts';
import { countObjectives } from '../../tools/cost/objectives.ts';
import { costTables } from '../../tools/cost/page.ts';
import { recommendedPlan } from '../../tools/cost/plan.ts';
import { stackUsage } from '../../tools/cost/stack.ts';
import { countViewers, type ViewerMonths } from '../../tools/cost/viewers.ts';
import { withTables } from '../../tools/page-tables.ts';

let flows: Flows;
let loads: CountedLoads;
let viewers: ViewerMonths;
let kept: ReadonlyMap<string, KeptByRule>;
let archive: ArchiveMonths;
let objectives: ReadonlyMap<string, Usage>;
let checks: ReadonlyMap<string, Usage>;
let stack: Usage;
let plan: Plan;
let months: Deployments;

beforeAll(async () => {
  flows = await countFlows();
  loads = await countLoads();
  viewers = await countViewers();
  kept = await countKept();
  archive = await countArchive();
  objectives = await countObjectives();
  checks = await countChecks();
  stack = stackUsage();
  plan = recommendedPlan();
  months = deployments(flows, stack);
}, 600_000);

test('docs/cost.md holds what is counted; if not, run "npm run cost -- --write" and read what changed', () => {
  const page = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');
  const counts = { flows, stack, loads, plan, viewers, kept, archive, objectives, checks };
  expect(withTables(page, costTables(counts)).split('\n')).toEqual(page.split('\n'));
});

test('the figures that the command line has are those that are counted; if not, run "npm run cost -- --write"', () => {
  expect(keptFigures({ flows, stack, loads, plan })).toEqual(COUNTED);
});

/**
 * Of the functions, and of the audit trail; and two of each busy table, and of each of its indexes.
 */
const THROTTLE_ALARMS = [TABLES.subjects, TABLES.incidents].reduce(
  (sum, { indexes }) => sum + 2 * (1 + indexes.length),
  2,
);

test('an idle platform costs at most 6.50 USD a month in an account with its free allowances, and at most 5 without the alarms on throttling', () => {
  expect(totalOf(months.idle).withFree).toBeLessThanOrEqual(6.5);
  const alarms = (months.idle.alarms ?? 0) - THROTTLE_ALARMS;
  expect(totalOf({ ...months.idle, alarms }).withFree).toBeLessThanOrEqual(5);
});

test('whoever keeps a screen of the console open eight hours a day costs at most 0.50 USD a month', () => {
  const costs = [...viewers].map(([screen, usage]) => [screen, totalOf(usage).list] as const);
  expect(costs.filter(([, usd]) => usd > 0.5)).toEqual([]);
});

test('the archive of a billion samples a day costs at most 5 USD a day more', () => {
  expect(totalOf(archive.stream).list / 30).toBeLessThanOrEqual(5);
});

test('a billion samples a day cost at most 40 USD a day at list prices', () => {
  expect(totalOf(months.stream).list / 30).toBeLessThanOrEqual(40);
});

test('a subject that is well costs one read a request and no write', () => {
  // The hundred subjects, and the sender's key.
  expect(flows.request).toMatchObject({ readUnits: 101, writeUnits: 0, sqsFifo: 0 });
  expect(flows.gatewayUnwatched.writeUnits).toBe(0);
});

test('a tick that finds nothing asks each lane once, for half a unit', () => {
  // Thirty ticks, three kinds, four lanes; what the canary leaves behind adds a little, and looks,
  // also at what people have changed of the schedules.
  expect(flows.quiet.clock.readUnits).toBeGreaterThanOrEqual(180);
  expect(flows.quiet.clock.readUnits).toBeLessThan(225);
});

test('a billion samples a day stay below half of every limit', () => {
  const [stream] = scenarios(loads, plan);
  for (const { name, used, allowed } of stream?.met ?? []) {
    expect([name, used / allowed < 0.5]).toEqual([name, true]);
  }
});

test('50,000 alerts in a minute meet the queues first if those had no high throughput, then a new table, and a mailbox that all of them page', () => {
  const storm =
    scenarios(loads, plan)
      .at(-1)
      ?.met.map(({ name }) => name) ?? [];
  expect(storm.slice(0, 4)).toEqual([
    'calls of `pages.fifo`, if it had no high throughput',
    'calls of `incidents.fifo`, if it had no high throughput',
    'writes of the table `incidents` while it is new',
    'calls about one mailbox, where all pages are for one person',
  ]);
});
