import { type Channel, channelName } from '#core/responder/channel.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import type { ItemCounts } from './count-items.ts';
import type { DemoClock } from './demo-clock.ts';
import { type RecordedStep, vitals, type WireSample } from './demo-hospital.ts';
import type { ReceivedPage } from './phones.ts';
import type { Platform } from './platform.ts';

export const BEDS = 12;
export const PATIENT = 3;

/** The hospital of the demo, and what has happened there. */
export interface Stage {
  readonly platform: Platform;
  readonly config: Config;
  readonly clock: DemoClock;
  readonly counts: ItemCounts;
  readonly pages: (ReceivedPage & { readonly arrivedAt: number })[];
  timeToPageMs: number;
  readonly say: (line?: string) => void;
  samples: number;
  round: number;
  /** What is not healthy in the patient's values. */
  sick: Readonly<Record<string, number>>;
  /** How the health record was last measured. */
  record: RecordedStep;
}

/** The values of all beds, as their monitors measure them now. */
export function allBeds(stage: Stage): readonly WireSample[] {
  stage.round += 1;
  const time = stage.clock.now();
  return Array.from({ length: BEDS }, (_, i) =>
    vitals(i + 1, stage.round, time, i + 1 === PATIENT ? stage.sick : {}),
  ).flat();
}

export function healthRecord({ clock, record }: Stage): readonly WireSample[] {
  const time = clock.now();
  const { latencyMs, cpuPercent } = record;
  return [
    { subject: 'ehr-api', metric: 'latency_ms', value: latencyMs, unit: 'ms', time },
    { subject: 'ehr-db', metric: 'cpu_percent', value: cpuPercent, unit: '%', time },
  ];
}

/**
 * Fast-forwards people's time: every monitor keeps sending each half minute, and the clock ticks as
 * usual.
 */
export async function liveThrough(stage: Stage, time: Duration): Promise<void> {
  for (let passed = 0; passed < time; passed += 30 * SECOND) {
    stage.clock.skip(30 * SECOND);
    await post(stage, allBeds(stage));
    await stage.platform.tick();
    await quiet(stage);
  }
}

export async function post(stage: Stage, samples: readonly WireSample[]): Promise<void> {
  const response = await fetch(`${stage.platform.url}/v1/samples`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stage.platform.adminKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ samples }),
  });
  if (response.status !== 200) {
    throw new Error(`POST /v1/samples: ${response.status} ${await response.text()}`);
  }
  stage.samples += samples.length;
}

/** Waits, in real time, until everything that was triggered has been processed. */
export async function quiet(stage: Stage): Promise<void> {
  let seen = -1;
  while (seen !== stage.counts.writes()) {
    seen = stage.counts.writes();
    await pause(60);
  }
}

export async function arrival(stage: Stage, before: number): Promise<void> {
  for (let waited = 0; stage.pages.length <= before && waited < 5_000; waited += 5) {
    await pause(5);
  }
  await quiet(stage);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function title({ say }: Stage, text: string): void {
  say();
  say(text);
}

export function localTime({ clock, config }: Stage): string {
  return zonedTime(clock.now(), config.timeZone).slice(11);
}

/** The channel whose messages the people of the story answer. */
const ANSWERED: Channel = 'sms';

/** Returns the newest SMS that contains a text, and what its receiver is called. */
export function newestSms({ pages, config }: Stage, about: RegExp) {
  const sms = pages.findLast(({ channel, text }) => channel === ANSWERED && about.test(text));
  return sms && { ...sms, name: config.people[sms.responder]?.name ?? sms.responder };
}

export function showPage(
  page: ReceivedPage,
  config: Config,
  now: Instant,
  say: Stage['say'],
): void {
  const name = config.people[page.responder]?.name ?? page.responder;
  say(
    `    ┌ ${zonedTime(now, config.timeZone).slice(11)}  ${channelName(page.channel)} to ${name}`,
  );
  say(`    └ ${page.subject ?? page.text}`);
}
