import { CHANNELS, channelName } from '#core/responder/channel.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { BY_ITSELF, type DemoAnswers } from './demo-answers.ts';
import { demoClock } from './demo-clock.ts';
import { recordedOutage, vitals } from './demo-hospital.ts';
import {
  allBeds,
  arrival,
  BEDS,
  healthRecord,
  liveThrough,
  localTime,
  PATIENT,
  post,
  quiet,
  type Stage,
  showPage,
  title,
} from './demo-stage.ts';
import { startPlatform } from './platform.ts';

const HEALTHY_RECORD = { latencyMs: 45, cpuPercent: 16 };

/**
 * Plays a night at a small hospital on the real platform, and narrates it. It says where time is
 * skipped.
 */
export async function playDemo(
  config: Config,
  say: (line?: string) => void,
  answers: DemoAnswers = BY_ITSELF,
): Promise<void> {
  const stage = await setStage(config, say);
  try {
    answers.begin(stage);
    await healthyBeds(stage);
    await outage(stage, answers);
    await deterioration(stage);
    await missedAcknowledgement(stage);
    await acknowledgeByLink(stage, answers);
    await recovery(stage);
    summary(stage);
    await answers.end(stage);
  } finally {
    await stage.platform.stop();
  }
}

async function setStage(config: Config, say: Stage['say']): Promise<Stage> {
  const clock = demoClock();
  const pages: Stage['pages'] = [];
  const platform = await startPlatform({
    config: withLastingSessions(config),
    port: 0,
    clock: clock.now,
    tickEvery: null,
    log: ({ level, message }) => say(`    [${level}] ${message}`),
    onPage: (page) => {
      pages.push({ ...page, arrivedAt: performance.now() });
      showPage(page, config, clock.now(), say);
    },
  });
  return {
    ...{ platform, config, clock, pages, say },
    counts: platform.counts,
    timeToPageMs: Number.NaN,
    samples: 0,
    round: 0,
    sick: {},
    record: HEALTHY_RECORD,
  };
}

/** Time that is skipped must sign nobody out. */
function withLastingSessions(config: Config): Config {
  const { access } = config;
  if (access === undefined) {
    return config;
  }
  const { signIn } = access;
  return { ...config, access: { ...access, signIn: { ...signIn, idle: signIn.absolute } } };
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
    `    ${rounds} rounds of ${BEDS * 5} samples: ${counts.reads('subjects')} items read, ${counts.writes('subjects')} written. Nothing changed, so nothing of them is written.`,
  );
}

async function outage(stage: Stage, answers: DemoAnswers): Promise<void> {
  title(
    stage,
    '2. The health record fails: a recorded failure, five minutes to a line, the waiting skipped',
  );
  let answered = false;
  for (const record of recordedOutage().slice(11, 18)) {
    await liveThrough(stage, 5 * MINUTE);
    stage.record = record;
    stage.say(
      `    ${localTime(stage)}  latency ${record.latencyMs.toFixed(1)} ms, database ${record.cpuPercent.toFixed(1)} %`,
    );
    await post(stage, healthRecord(stage));
    // The service waits 10 s for more alerts of the group before it pages.
    stage.clock.skip(10 * SECOND);
    await stage.platform.tick();
    await quiet(stage);
    if (!answered) {
      answered = await answers.acknowledge(stage, /Health record answers/);
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
  stage.sick = { spo2: 85 };
  await liveThrough(stage, 2 * MINUTE);
  await arrival(stage, before);
}

async function acknowledgeByLink(stage: Stage, answers: DemoAnswers): Promise<void> {
  title(stage, '5. The doctor answers by the link in the page');
  await answers.acknowledge(stage, /saturation/);
  const before = stage.pages.length;
  stage.sick = { spo2: 87 };
  await liveThrough(stage, 4 * MINUTE);
  stage.say(
    `    four minutes later (skipped), still at 87 %: ${stage.pages.length - before} more pages`,
  );
}

async function recovery(stage: Stage): Promise<void> {
  title(stage, '6. Recovery');
  stage.sick = {};
  stage.record = HEALTHY_RECORD;
  for (let i = 0; i < 4; i++) {
    await liveThrough(stage, 5 * MINUTE);
    await post(stage, healthRecord(stage));
  }
  await quiet(stage);
  const open = await stage.platform.ports.incidents.open();
  stage.say(`    all values are healthy again (20 minutes skipped): ${open.length} open incidents`);
}

function summary({ say, counts, pages, timeToPageMs, samples }: Stage): void {
  const sent = CHANNELS.map((channel) => {
    const by = pages.filter((page) => page.channel === channel);
    return `${by.length} ${channelName(channel)}`;
  });
  say();
  say('Summary');
  say(
    `    time to page   ${Math.round(timeToPageMs)} ms for bed ${PATIENT}: from the POST until the phone's queue had the SMS`,
  );
  say(`    pages sent     ${sent.join(', ')}`);
  say(`    samples        ${samples}`);
  say(`    store          ${counts.reads()} items read, ${counts.writes()} written`);
}
