import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import type { ItemCounts } from './count-items.ts';
import { type DemoClock, demoClock } from './demo-clock.ts';
import { recordedOutage, vitals, type WireSample } from './demo-hospital.ts';
import { pressedForm, toldAnswer } from './page-form.ts';
import type { ReceivedPage } from './phones.ts';
import { type Platform, startPlatform } from './platform.ts';

const BEDS = 12;
const PATIENT = 3;

interface Stage {
  readonly platform: Platform;
  readonly config: Config;
  readonly clock: DemoClock;
  readonly counts: ItemCounts;
  readonly pages: (ReceivedPage & { readonly arrivedAt: number })[];
  timeToPageMs: number;
  readonly say: (line?: string) => void;
  samples: number;
  round: number;
}

/**
 * Plays a night at a small hospital on the real platform, and narrates it. It says where time is
 * skipped.
 */
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
  const stage: Stage = {
    platform,
    config,
    clock,
    counts: platform.counts,
    pages,
    timeToPageMs: Number.NaN,
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
  for (let i = 0; i < rounds; i++) {
    await post(stage, allBeds(stage));
  }
  const { counts, say } = stage;
  say(
    `    ${rounds} rounds of ${BEDS * 5} samples: ${counts.reads('subjects')} items read, ${counts.writes()} written. Nothing changed, so nothing is written.`,
  );
}

async function outage(stage: Stage): Promise<void> {
  title(
    stage,
    '2. The health record fails: a recorded failure, five minutes to a line, the waiting skipped',
  );
  let answered = false;
  for (const { latencyMs, cpuPercent } of recordedOutage().slice(11, 18)) {
    await liveThrough(stage, 5 * MINUTE);
    stage.say(
      `    ${localTime(stage)}  latency ${latencyMs.toFixed(1)} ms, database ${cpuPercent.toFixed(1)} %`,
    );
    await post(stage, healthRecord(stage, latencyMs, cpuPercent));
    // The service waits 10 s for more alerts of the group before it pages.
    stage.clock.skip(10 * SECOND);
    await stage.platform.tick();
    await quiet(stage);
    if (!answered) {
      answered = await acknowledge(stage, /Health record answers/);
    }
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
  stage.timeToPageMs = (stage.pages[before]?.arrivedAt ?? Number.NaN) - started;
}

async function missedAcknowledgement(stage: Stage): Promise<void> {
  title(stage, '4. Nobody answers for two minutes (skipped)');
  const before = stage.pages.length;
  await liveThrough(stage, 2 * MINUTE, { spo2: 85 });
  await arrival(stage, before);
}

async function acknowledgeByLink(stage: Stage): Promise<void> {
  title(stage, '5. The doctor answers by the link in the page');
  await acknowledge(stage, /saturation/);
  const before = stage.pages.length;
  await liveThrough(stage, 4 * MINUTE, { spo2: 87 });
  stage.say(
    `    four minutes later (skipped), still at 87 %: ${stage.pages.length - before} more pages`,
  );
}

/**
 * Opens and answers the link of the newest SMS that contains a text, as a phone's browser does.
 * False if there is no such SMS yet.
 */
async function acknowledge(stage: Stage, about: RegExp): Promise<boolean> {
  const sms = stage.pages.findLast(({ channel, text }) => channel === 'sms' && about.test(text));
  const link = /https?:\/\/\S+/.exec(sms?.text ?? '')?.[0];
  if (sms === undefined || link === undefined) {
    return false;
  }
  const name = stage.config.people[sms.responder]?.name ?? sms.responder;
  const opened = await fetch(link);
  stage.say(
    `    ${name} opens the link (${opened.status}): a page with buttons; nothing has changed yet`,
  );
  const body = pressedForm(await opened.text(), 'Acknowledge');
  const answer = await fetch(link, { method: 'POST', body });
  stage.say(
    `    ${name} taps Acknowledge (${answer.status}): "${toldAnswer(await answer.text())}"`,
  );
  return true;
}

async function recovery(stage: Stage): Promise<void> {
  title(stage, '6. Recovery');
  for (let i = 0; i < 4; i++) {
    await liveThrough(stage, 5 * MINUTE);
    await post(stage, healthRecord(stage, 45, 16));
  }
  await quiet(stage);
  const open = await stage.platform.ports.incidents.open();
  stage.say(`    all values are healthy again (20 minutes skipped): ${open.length} open incidents`);
}

function summary({ say, counts, pages, timeToPageMs, samples }: Stage): void {
  const by = (channel: string) => pages.filter((page) => page.channel === channel).length;
  say();
  say('Summary');
  say(
    `    time to page   ${Math.round(timeToPageMs)} ms for bed ${PATIENT}: from the POST until the phone's queue had the SMS`,
  );
  say(`    pages sent     ${by('sms')} SMS, ${by('email')} e-mail`);
  say(`    samples        ${samples}`);
  say(`    store          ${counts.reads()} items read, ${counts.writes()} written`);
}

function healthRecord(stage: Stage, latency: number, cpu: number): readonly WireSample[] {
  const time = stage.clock.now();
  return [
    { subject: 'ehr-api', metric: 'latency_ms', value: latency, unit: 'ms', time },
    { subject: 'ehr-db', metric: 'cpu_percent', value: cpu, unit: '%', time },
  ];
}

function allBeds(stage: Stage, sick: Readonly<Record<string, number>> = {}): readonly WireSample[] {
  stage.round += 1;
  const time = stage.clock.now();
  return Array.from({ length: BEDS }, (_, i) =>
    vitals(i + 1, stage.round, time, i + 1 === PATIENT ? sick : {}),
  ).flat();
}

/**
 * Fast-forwards people's time: every monitor keeps sending each half minute, and the clock ticks as
 * usual.
 */
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
  if (response.status !== 200) {
    throw new Error(`POST /v1/samples: ${response.status} ${await response.text()}`);
  }
  stage.samples += samples.length;
}

/** Waits, in real time, until everything that was triggered has been processed. */
async function quiet(stage: Stage): Promise<void> {
  let seen = -1;
  while (seen !== stage.counts.writes()) {
    seen = stage.counts.writes();
    await pause(60);
  }
}

async function arrival(stage: Stage, before: number): Promise<void> {
  for (let waited = 0; stage.pages.length <= before && waited < 5_000; waited += 5) {
    await pause(5);
  }
  await quiet(stage);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function title({ say }: Stage, text: string): void {
  say();
  say(text);
}

function localTime({ clock, config }: Stage): string {
  return zonedTime(clock.now(), config.timeZone).slice(11);
}

function showPage(page: ReceivedPage, config: Config, now: Instant, say: Stage['say']): void {
  const name = config.people[page.responder]?.name ?? page.responder;
  const channel = page.channel === 'sms' ? 'SMS' : 'e-mail';
  say(`    ┌ ${zonedTime(now, config.timeZone).slice(11)}  ${channel} to ${name}`);
  say(`    └ ${page.channel === 'sms' ? page.text : (page.subject ?? '')}`);
}
