import { countOperations, type OperationCounts } from '#adapters/dynamodb/count-operations.ts';
import type { Config } from '#core/config.ts';
import { clockTime } from '#core/time/clock-time.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { type DemoClock, demoClock } from './demo-clock.ts';
import { recordedOutage, vitals, type WireSample } from './demo-hospital.ts';
import type { ReceivedPage } from './phones.ts';
import { type Platform, startPlatform } from './platform.ts';

const BEDS = 12;
const PATIENT = 3;
const EHR = 'ehr-api';

interface Stage {
  readonly platform: Platform;
  readonly config: Config;
  readonly clock: DemoClock;
  readonly counts: OperationCounts;
  readonly pages: (ReceivedPage & { readonly arrivedAt: number })[];
  readonly timesToPage: number[];
  readonly say: (line?: string) => void;
  samples: number;
  round: number;
}

/** Plays a night at a small hospital on the real platform, and tells what happened. Where time is skipped, it says so. */
export async function playDemo(config: Config, say: (line?: string) => void): Promise<void> {
  const clock = demoClock();
  const pages: Stage['pages'] = [];
  const platform = await startPlatform({
    config,
    port: 0,
    clock: clock.now,
    tickEvery: null,
    log: ({ level, message }) => say(`    [${level}] ${message}`),
    onPage: (page) => {
      pages.push({ ...page, arrivedAt: performance.now() });
      showPage(page, config, clock.now(), say);
    },
  });
  const counts = countOperations(platform.clients.dynamodb);
  const stage: Stage = {
    platform,
    config,
    clock,
    counts,
    pages,
    timesToPage: [],
    say,
    samples: 0,
    round: 0,
  };
  try {
    await healthyBeds(stage);
    await outage(stage);
    await deterioration(stage);
    await missedAcknowledgement(stage);
    await acknowledgeByLink(stage);
    await recovery(stage);
    summary(stage);
  } finally {
    await platform.stop();
  }
}

async function healthyBeds(stage: Stage): Promise<void> {
  title(stage, '1. Twelve healthy beds');
  await post(stage, allBeds(stage));
  stage.counts.reset();
  const rounds = 20;
  for (let i = 0; i < rounds; i++) await post(stage, allBeds(stage));
  const { counts, say } = stage;
  say(
    `    ${rounds} rounds of ${BEDS * 5} samples: ${counts.reads('subjects')} items read, ${counts.writes()} written. Nothing changed, so nothing is written.`,
  );
}

async function outage(stage: Stage): Promise<void> {
  title(
    stage,
    '2. The health record fails: a recorded failure, five minutes in each step, the waiting skipped',
  );
  let shown = 0;
  for (const { latencyMs, cpuPercent } of recordedOutage().slice(9)) {
    await liveThrough(stage, 5 * MINUTE);
    const time = stage.clock.now();
    const started = performance.now();
    await post(stage, [
      { subject: EHR, metric: 'latency_ms', value: latencyMs, unit: 'ms', time },
      { subject: 'ehr-db', metric: 'cpu_percent', value: cpuPercent, unit: '%', time },
    ]);
    stage.say(
      `    ${localTime(stage)}  latency ${latencyMs.toFixed(1)} ms, database ${cpuPercent.toFixed(1)} %`,
    );
    await quiet(stage);
    if (stage.pages.length > shown) stage.timesToPage.push(...arrivals(stage, shown, started));
    shown = stage.pages.length;
  }
}

async function deterioration(stage: Stage): Promise<void> {
  title(stage, `3. The patient in bed ${PATIENT} gets worse`);
  for (const spo2 of [95, 93, 90, 88]) {
    await post(stage, vitals(PATIENT, stage.round, stage.clock.now(), { spo2 }));
    stage.say(`    oxygen saturation ${spo2} %`);
    stage.clock.skip(10 * SECOND);
  }
  const before = stage.pages.length;
  const started = performance.now();
  await post(stage, vitals(PATIENT, stage.round, stage.clock.now(), { spo2: 86 }));
  stage.say('    oxygen saturation 86 %: below 92 for longer than 15 s');
  await arrival(stage, before);
  stage.timesToPage.push(...arrivals(stage, before, started));
}

async function missedAcknowledgement(stage: Stage): Promise<void> {
  title(stage, '4. Nobody answers for two minutes (skipped)');
  const before = stage.pages.length;
  await liveThrough(stage, 2 * MINUTE, { spo2: 85 });
  await arrival(stage, before);
}

async function acknowledgeByLink(stage: Stage): Promise<void> {
  title(stage, '5. The doctor opens the link in the page');
  const page = stage.pages.findLast(
    ({ channel, text }) => channel === 'sms' && /saturation/.test(text),
  );
  const link = /https?:\/\/\S+/.exec(page?.text ?? '')?.[0];
  if (page === undefined || link === undefined)
    throw new Error('The demo expected a page with a link.');
  const opened = await fetch(link);
  stage.say(
    `    GET  ${new URL(link).pathname}  ${opened.status}: a page with buttons; nothing has changed yet`,
  );
  const answer = await fetch(link, {
    method: 'POST',
    body: new URLSearchParams({ action: 'acknowledge' }),
  });
  stage.say(`    POST acknowledge  ${answer.status}: ${headingOf(await answer.text())}`);
  const before = stage.pages.length;
  await liveThrough(stage, 4 * MINUTE, { spo2: 87 });
  const more = stage.pages.slice(before).filter(({ text }) => /saturation/.test(text));
  stage.say(`    four minutes later (skipped): ${more.length} more pages about bed ${PATIENT}`);
}

async function recovery(stage: Stage): Promise<void> {
  title(stage, '6. Recovery');
  for (let i = 0; i < 4; i++) {
    await liveThrough(stage, 5 * MINUTE);
    const time = stage.clock.now();
    await post(stage, [
      { subject: EHR, metric: 'latency_ms', value: 45, unit: 'ms', time },
      { subject: 'ehr-db', metric: 'cpu_percent', value: 16, unit: '%', time },
    ]);
  }
  await quiet(stage);
  const open = await stage.platform.ports.incidents.open();
  stage.say(`    all values are healthy again (20 minutes skipped): ${open.length} open incidents`);
}

function summary({ say, counts, pages, timesToPage, samples }: Stage): void {
  const by = (channel: string) => pages.filter((page) => page.channel === channel).length;
  say();
  say('Summary');
  say(
    `    time to page     ${timesToPage.map((ms) => `${Math.round(ms)} ms`).join(', ')}  (from the POST to the phone's queue, on this machine)`,
  );
  say(`    pages            ${by('sms')} SMS, ${by('email')} e-mail`);
  say(`    samples          ${samples}`);
  say(
    `    DynamoDB         ${counts.reads()} items read, ${counts.writes()} written, in all of the above`,
  );
}

function allBeds(stage: Stage, sick: Readonly<Record<string, number>> = {}): readonly WireSample[] {
  stage.round += 1;
  const time = stage.clock.now();
  return Array.from({ length: BEDS }, (_, i) =>
    vitals(i + 1, stage.round, time, i + 1 === PATIENT ? sick : {}),
  ).flat();
}

/** Lets people's time pass quickly: every monitor goes on sending each half minute, and the clock ticks as it would. */
async function liveThrough(
  stage: Stage,
  time: Duration,
  sick: Readonly<Record<string, number>> = {},
): Promise<void> {
  for (let passed = 0; passed < time; passed += 30 * SECOND) {
    stage.clock.skip(30 * SECOND);
    await post(stage, allBeds(stage, sick));
    await stage.platform.tick();
    await quiet(stage);
  }
}

async function post(stage: Stage, samples: readonly WireSample[]): Promise<void> {
  const response = await fetch(`${stage.platform.url}/v1/samples`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stage.platform.adminKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ samples }),
  });
  if (response.status !== 200)
    throw new Error(`POST /v1/samples: ${response.status} ${await response.text()}`);
  stage.samples += samples.length;
}

/** Waits, in real time, until what was set off has come to rest. */
async function quiet(stage: Stage): Promise<void> {
  let seen = -1;
  while (seen !== stage.counts.writes()) {
    seen = stage.counts.writes();
    await pause(60);
  }
}

async function arrival(stage: Stage, before: number): Promise<void> {
  for (let waited = 0; stage.pages.length <= before && waited < 5_000; waited += 5) await pause(5);
  await quiet(stage);
}

function arrivals(stage: Stage, before: number, started: number): readonly number[] {
  return stage.pages.slice(before, before + 1).map(({ arrivedAt }) => arrivedAt - started);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function title({ say }: Stage, text: string): void {
  say();
  say(text);
}

function localTime({ clock, config }: Stage): string {
  return clockTime(clock.now(), config.timeZone).slice(11);
}

function showPage(page: ReceivedPage, config: Config, now: Instant, say: Stage['say']): void {
  const name = config.people[page.responder]?.name ?? page.responder;
  const channel = page.channel === 'sms' ? 'SMS' : 'e-mail';
  say(`    ┌ ${clockTime(now, config.timeZone).slice(11)}  ${channel} to ${name}`);
  say(`    └ ${page.channel === 'sms' ? page.text : (page.subject ?? '')}`);
}

/** The heading of the small page that answers. */
function headingOf(html: string): string {
  const text = /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? html;
  return text.replace(/<[^>]+>/g, '').trim();
}
