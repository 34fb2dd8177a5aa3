import { readFileSync } from 'node:fs';
import { loadConfig } from '#config/load.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { TICK_EVERY } from '#core/time/look-ahead.ts';
import { HOSPITAL, MONTH, STORED_MONTHS, STREAM } from '#deployment/capacity/assumptions.ts';
import type { Flows } from '#deployment/capacity/counted-shapes.ts';
import { minus, sum, times, type Usage } from '#deployment/capacity/usage.ts';
import { TABLES } from '#deployment/tables.ts';
import { pressedForm } from '#local/page-form.ts';
import { type MeteredPlatform, startMeteredPlatform } from './metered-platform.ts';

/**
 * A Monday on which the example's schedules have begun. Before today, because the SNS in this
 * process dates its messages by the real clock.
 */
export const START: Instant = Date.UTC(2026, 0, 12, 9);

/** What a bed that is well sends. */
export const VITALS = [
  { metric: 'spo2', unit: '%', value: 97 },
  { metric: 'heart_rate', unit: '/min', value: 72 },
  { metric: 'resp_rate', unit: '/min', value: 16 },
  { metric: 'systolic_bp', unit: 'mm[Hg]', value: 121 },
  { metric: 'temperature', unit: 'Cel', value: 36.8 },
];

/** Counts every flow with the example hospital's config. */
export async function countFlows(): Promise<Flows> {
  const { trends, ...config } = exampleConfig();
  const rules = config.rules.filter(({ kind }) => kind !== 'absence');
  const unwatched = await counted({ ...config, rules }, countUnwatched);
  const { keep = 0 } = trends ?? {};
  const trended = await counted({ ...config, rules, trends: { keep } }, countTrends);
  const kept = (points: number) =>
    storage(points * trended.bytesOfPoint, keep / (MONTH.days * DAY));
  const listed = times((10 * MINUTE) / DAY, { writeUnits: trended.listed });
  return {
    ...(await counted(config, countHospital)),
    ...unwatched,
    trends: sum(minus(trended.step, unwatched.gatewayUnwatched), kept(trended.points), listed),
    trendsOfBreach: sum({ writeUnits: trended.more }, kept(trended.more)),
  };
}

/** Counts on a platform of its own. */
export async function counted<Counted>(
  config: Config,
  count: (platform: MeteredPlatform) => Promise<Counted>,
): Promise<Counted> {
  const platform = await startMeteredPlatform(config, START);
  try {
    return await count(platform);
  } finally {
    await platform.stop();
  }
}

async function countHospital(
  platform: MeteredPlatform,
): Promise<Omit<Flows, 'gatewayUnwatched' | 'request' | 'trends' | 'trendsOfBreach'>> {
  // The first ten minutes make keys, secrets and the canary's first incident; those after a change
  // the first states of subjects.
  await tenMinutes(platform);
  const { step, ...quiet } = await tenMinutes(platform);
  const quietMetrics = platform.invocations.emitted.size;
  const contacts = await used(platform, () => platform.audit('daily'));
  await tenMinutes(platform, wardPosts);
  const ward = await tenMinutes(platform, wardPosts);
  const answered = minus(await story(platform, 1), times(STORY, whole(ward)));
  const remembered = minus(whole(await tenMinutes(platform, wardPosts)), whole(ward));
  const late = await story(platform, 3);
  const unanswered = minus(late, times(STORY, sum(whole(ward), remembered)));
  const gateway = minus(whole(ward), whole({ ...quiet, step }));
  return { quiet, quietMetrics, contacts, gateway, answered, unanswered, remembered };
}

async function countUnwatched(
  platform: MeteredPlatform,
): Promise<Pick<Flows, 'gatewayUnwatched' | 'request'>> {
  // That its metrics are sent is noted with the first request, and then once in two hours.
  await wardPosts(platform, 0);
  const { step } = await tenMinutes(platform, wardPosts);
  const request = await used(platform, () => post(platform, streamRequest(platform.now())));
  return { gatewayUnwatched: step, request };
}

/**
 * Counts the points of a gateway's beds, all well, how many more there are during a breach, and how
 * many series are listed.
 */
async function countTrends(platform: MeteredPlatform) {
  // The first ten minutes also have what is sent once in a while, and list the series.
  await tenMinutes(platform, wardPosts);
  const written = () => platform.meter.loads.get(`write ${TABLES.trends.name}`) ?? 0;
  const before = written();
  const { step } = await tenMinutes(platform, wardPosts);
  const well = written() - before;
  const bytesOfPoint = (await platform.stored(TABLES.trends.name)) / written();
  await tenMinutes(platform, (p) => post(p, ward(p.now(), 80)));
  const more = written() - before - 2 * well;
  return { step, points: well, listed: before - well, bytesOfPoint, more };
}

export function exampleConfig(): Config {
  const file = 'examples/hospital/wardbell.yaml';
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const loaded = loadConfig(text, file);
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.config;
}

type Step = (platform: MeteredPlatform, second: number) => Promise<void>;

/** Usage of each part. */
type Window = Readonly<Record<'clock' | 'auditor' | 'canary' | 'step' | 'left', Usage>>;

/**
 * Ten minutes from now: the clock's ticks and looks, an audit each minute, the canary every five,
 * and what else happens each ten seconds.
 */
async function tenMinutes(
  platform: MeteredPlatform,
  step: Step = async () => undefined,
): Promise<Window> {
  const start = platform.now();
  const storedBefore = await platform.stored();
  const parts = { clock: {}, auditor: {}, canary: {}, step: {} };
  const run = async (part: keyof typeof parts, work: () => Promise<void>) => {
    parts[part] = sum(parts[part], await used(platform, work));
  };
  for (let second = 0; second < 600; second += 10) {
    await run('clock', () => platform.passUntil(start + second * SECOND));
    if ((second * SECOND) % TICK_EVERY === 0) {
      await run('clock', () => platform.tick(second % 60 === 0));
    }
    if (second % 60 === 0) {
      await run('auditor', () => platform.audit('platform'));
    }
    if (second % 300 === 0) {
      await run('canary', platform.canary);
    }
    await run('step', () => step(platform, second));
  }
  await run('clock', () => platform.passUntil(start + 10 * MINUTE));
  return { ...parts, left: storage((await platform.stored()) - storedBefore) };
}

/**
 * Plays two hours in which the same happens again and again, and returns what the second uses: the
 * first makes keys and series, and fills windows.
 */
export async function secondHour(
  platform: MeteredPlatform,
  every: Duration,
  step: () => Promise<void>,
): Promise<Usage> {
  const start = platform.now();
  const hour = async (from: Instant) => {
    for (let at = from; at < from + HOUR; at += every) {
      platform.setClock(at);
      await step();
    }
  };
  await hour(start);
  return used(platform, () => hour(start + HOUR));
}

function whole(window: Window): Usage {
  return sum(...Object.values(window));
}

/** Data left in the tables is billed every month that it stays. */
function storage(bytes: number, months: number = STORED_MONTHS): Usage {
  const gigabyteMonths = (bytes / 1024 ** 3) * months;
  return { storedGigabyteMonths: gigabyteMonths, backupGigabyteMonths: gigabyteMonths };
}

/** Number of ten-minute intervals in the story of a breach. */
const STORY = 3;

/**
 * Plays a breach: the first bed's blood pressure is low for ten minutes, and somebody answers after
 * the given minutes. Runs until nothing is left to do.
 */
async function story(platform: MeteredPlatform, answeredAfter: number): Promise<Usage> {
  const breach = await tenMinutes(platform, async (p, second) => {
    await post(p, ward(p.now(), 80));
    if (second === answeredAfter * 60) {
      await acknowledge(p);
    }
  });
  const rest: Usage[] = [];
  for (let i = 1; i < STORY; i++) {
    rest.push(whole(await tenMinutes(platform, wardPosts)));
  }
  return sum(whole(breach), ...rest);
}

const wardPosts: Step = (platform) => post(platform, ward(platform.now()));

/** Returns samples of all beds of a gateway, with the given blood pressure for the first. */
function ward(time: Instant, pressure = 121): object[] {
  return Array.from({ length: HOSPITAL.bedsPerRequest }, (_, bed) =>
    VITALS.slice(0, HOSPITAL.samplesPerBed).map(({ metric, unit, value }) => {
      const low = bed === 0 && metric === 'systolic_bp';
      return { subject: `bed-${bed + 1}`, metric, unit, value: low ? pressure : value, time };
    }),
  ).flat();
}

/** Returns as many samples of each subject, cycling through its vitals. */
export function streamRequest(time: Instant): object[] {
  const each = STREAM.samplesPerRequest / STREAM.subjectsPerRequest;
  return Array.from({ length: STREAM.subjectsPerRequest }, (_, subject) =>
    VITALS.slice(0, each).map((vital) => ({ subject: `stream-${subject}`, time, ...vital })),
  ).flat();
}

export async function post(
  { url, key }: MeteredPlatform,
  samples: readonly object[],
): Promise<void> {
  const response = await fetch(`${url}/v1/samples`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ samples }),
  });
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`${response.status} ${text}`);
  }
}

/** Follows the link in the last page and presses the button. */
async function acknowledge({ meter }: MeteredPlatform): Promise<void> {
  const link = /\S+\/[ai]\/\S+/.exec(meter.lastPage)?.[0] ?? '';
  const shown = await fetch(link);
  const body = pressedForm(await shown.text(), 'Acknowledge');
  const answered = await fetch(link, { method: 'POST', body });
  await answered.text();
  if (shown.status !== 200 || answered.status !== 200) {
    throw new Error(`The link ${link} was answered with ${shown.status} and ${answered.status}.`);
  }
}

async function used({ meter }: MeteredPlatform, work: () => Promise<void>): Promise<Usage> {
  const before = meter.used;
  await work();
  return minus(meter.used, before);
}
