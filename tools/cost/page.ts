import {
  ACCESS_LOG_BYTES,
  CALL_MS,
  HOSPITAL,
  IDLE_POLLERS,
  INVOCATION_LOG_BYTES,
  INVOCATION_MS,
  KEY_REUSE_SECONDS,
  LOG_MONTHS,
  MONTH,
  SAMPLES_PER_CPU_SECOND,
  STORED_MONTHS,
  STREAM,
  VIEWER,
} from '#deployment/capacity/assumptions.ts';
import { costOf, totalOf } from '#deployment/capacity/bill.ts';
import type { CountedLoads, Flows, Plan } from '#deployment/capacity/counted-shapes.ts';
import {
  type Deployments,
  deployments,
  HOSPITAL_TRAFFIC,
  trendsOf,
} from '#deployment/capacity/months.ts';
import { PRICES } from '#deployment/capacity/prices.ts';
import { minus, sum, times, type Unit, type Usage } from '#deployment/capacity/usage.ts';
import { table } from '../page-tables.ts';
import type { ArchiveMonths } from './archive.ts';
import type { KeptByRule } from './kept.ts';
import { limitRows, scenarios } from './limits.ts';
import type { ViewerMonths } from './viewers.ts';

/** All that is counted for the page. */
export interface Counts {
  readonly flows: Flows;
  readonly stack: Usage;
  readonly loads: CountedLoads;
  readonly plan: Plan;
  readonly viewers: ViewerMonths;
  readonly kept: ReadonlyMap<string, KeptByRule>;
  readonly archive: ArchiveMonths;
  readonly objectives: ReadonlyMap<string, Usage>;
  readonly checks: ReadonlyMap<string, Usage>;
}

/** Returns the tables of docs/cost.md by name, in Markdown. */
export function costTables(counts: Counts): Readonly<Record<string, string>> {
  const { flows, stack, loads, plan, viewers, kept } = counts;
  const months = deployments(flows, stack);
  return {
    totals: totals(months),
    lines: lines(months),
    idle: idleByPart(flows, stack, months.idle),
    limits: limitTable(loads, plan),
    flows: flowTable(flows),
    changes: changes(flows, months),
    archive: archiveTable(counts.archive),
    viewers: viewerTable(viewers),
    kept: keptTable(kept),
    objectives: objectiveTable(counts.objectives),
    checks: checkTable(counts.checks),
    assumed: assumed(),
  };
}

/** Names the limit that a load meets first. */
export function limitTable(loads: CountedLoads, plan: Plan): string {
  const heads = ['what is sent', 'what it meets', 'used a second', 'allowed a second', 'used'];
  return table(heads, limitRows(scenarios(loads, plan)));
}

function totals({ idle, hospital, stream }: Deployments): string {
  const row = (name: string, usage: Usage, days: number) => {
    const { list, withFree } = totalOf(usage);
    return [name, usd(list / days), usd(withFree / days), usd(smsOf(usage) / days)];
  };
  return table(
    ['USD', 'list price', 'with what is always free', 'SMS besides'],
    [
      row('idle, a month', idle, 1),
      row(`a hospital of ${HOSPITAL.beds} beds, a month`, hospital, 1),
      row('a billion samples a day, a day', stream, MONTH.days),
    ],
  );
}

function lines(months: Deployments): string {
  const columns = [months.idle, months.hospital, months.stream];
  const units = unitsOf(columns).filter((unit) => unit !== 'smsParts');
  const rows = units.map((unit) => {
    const { what, usd: price, unit: per, free, priceIs, freeIs } = PRICES[unit];
    const costs = columns.map((usage) => costOf(unit, usage[unit] ?? 0));
    return [
      what,
      `${price} / ${per}${mark(priceIs)}`,
      free === 0 ? '' : `${free.toLocaleString('en')}${mark(freeIs)}`,
      ...costs.flatMap(({ list, withFree }) => [usd(list), usd(withFree)]),
    ];
  });
  const sums = columns.map(totalOf).flatMap(({ list, withFree }) => [usd(list), usd(withFree)]);
  const heads = ['idle', 'hospital', 'stream'].flatMap((name) => [name, 'with free']);
  return table(
    ['USD a month', 'list price', 'free a month', ...heads],
    [...rows, ['**together**', '', '', ...sums.map((s) => `**${s}**`)]],
  );
}

/** Returns the units that some of the usages have, in the order of the prices. */
function unitsOf(usages: readonly Usage[]): readonly Unit[] {
  const units = Object.keys(PRICES) as Unit[];
  return units.filter((unit) => usages.some((usage) => usage[unit] !== undefined));
}

/** Unmarked figures are second hand. */
function mark(certainty: string | undefined): string {
  return { AWS: ' ✓', 'not confirmed': ' ?' }[certainty ?? ''] ?? '';
}

function idleByPart(flows: Flows, stack: Usage, idle: Usage): string {
  const only = (usage: Usage, ...units: Unit[]) =>
    Object.fromEntries(units.map((unit) => [unit, usage[unit] ?? 0])) as Usage;
  const windows = MONTH.minutes / 10;
  const parts: [string, Usage][] = [
    ['the dashboard', only(stack, 'dashboards')],
    [`${stack.alarms} alarms`, only(stack, 'alarms')],
    ['custom metrics', only(idle, 'metricMonths')],
    ['the key, and requests for it', only(stack, 'keys', 'kmsRequests')],
    ['polling four queues in which nothing is', only(stack, 'sqsFifo', 'sqsStandard')],
    ['the clock', times(windows, flows.quiet.clock)],
    ['the auditor', times(windows, flows.quiet.auditor)],
    [
      "the canary, with what follows from it but the clock's part",
      times(windows, flows.quiet.canary),
    ],
    [
      "storage and a year's logs",
      only(idle, 'storedGigabyteMonths', 'backupGigabyteMonths', 'logGigabyteMonths'),
    ],
    ['the daily audit', times(MONTH.days, flows.contacts)],
  ];
  const rows = parts.map(([name, usage]) => [name, usd(totalOf(usage).list)]);
  return table(['idle, a month', 'USD at list price'], rows);
}

function flowTable(flows: Flows): string {
  const quiet = sum(...Object.values(flows.quiet));
  const perGateway = `${HOSPITAL.bedsPerRequest} beds of one gateway for ten minutes (${600 / HOSPITAL.requestEverySeconds} requests)`;
  const rows: [string, Usage][] = [
    ['ten minutes of nothing: clock, auditor, canary', quiet],
    [`${perGateway}, all well`, flows.gateway],
    ['the same without a rule for silent monitors', flows.gatewayUnwatched],
    ['trends of the same beds', flows.trends],
    ['trends of a breach of ten minutes besides', flows.trendsOfBreach],
    ['a breach with its pages, answered after a minute', flows.answered],
    ['a breach that only the second step answers', flows.unanswered],
    [
      `a request of ${STREAM.samplesPerRequest} samples of ${STREAM.subjectsPerRequest} subjects, all well`,
      flows.request,
    ],
    ['the daily audit', flows.contacts],
  ];
  const units = [
    'readUnits',
    'writeUnits',
    'sqsStandard',
    'sqsFifo',
    'snsRequests',
    'invocations',
    'httpRequests',
    'smsParts',
    'emails',
  ] as const;
  return table(
    [
      'counted',
      'read units',
      'write units',
      'SQS std',
      'SQS FIFO',
      'SNS',
      'invocations',
      'HTTP',
      'SMS',
      'e-mails',
      'log bytes',
    ],
    rows.map(([name, usage]) => [
      name,
      ...units.map((unit) => String(Math.round((usage[unit] ?? 0) * 2) / 2)),
      String(Math.round((usage.logGigabytes ?? 0) * 1024 ** 3)),
    ]),
  );
}

/** Returns the difference in cost of other ways to use it, in USD a month. */
function changes(flows: Flows, { idle, hospital, stream }: Deployments): string {
  const windows = (MONTH.minutes / 10) * (HOSPITAL.beds / HOSPITAL.bedsPerRequest);
  const posting = totalOf(times(windows, flows.gatewayUnwatched)).list;
  const watching = totalOf(times(windows, flows.gateway)).list - posting;
  const requests = (STREAM.samplesPerDay / STREAM.samplesPerRequest) * MONTH.days;
  const reads = requests * (STREAM.samplesPerRequest - STREAM.subjectsPerRequest);
  const writes = (usage: Usage) => usd(costOf('writeUnits', usage.writeUnits ?? 0).list);
  return table(
    ['what', 'USD a month at list price'],
    [
      ['hospital: no rule for silent monitors', `−${usd(watching)}`],
      ['hospital: no trends', `−${usd(totalOf(trendsOf(HOSPITAL_TRAFFIC, flows)).list)}`],
      [
        'hospital: gateways send once a minute (requests, reads and logs alone)',
        `−${usd(posting * (1 - HOSPITAL.requestEverySeconds / 60))}`,
      ],
      [
        'stream: each sample of a request is of another subject',
        `+${usd(costOf('readUnits', reads).list)}`,
      ],
      ['a second Region: the idle platform again', `+${usd(totalOf(idle).list)}`],
      [
        "a second Region: the hospital's writes again, but trends",
        `+${writes(minus(hospital, trendsOf(HOSPITAL_TRAFFIC, flows)))}`,
      ],
      ["a second Region: the stream's writes again", `+${writes(stream)}`],
    ],
  );
}

function archiveTable({ stream, hospital }: ArchiveMonths): string {
  const days = [MONTH.days, 1];
  const months = [stream, hospital];
  const cells = (of: (usage: Usage) => number) =>
    months.map((usage, i) => usd(of(usage) / (days[i] ?? 1)));
  const rows = unitsOf(months).map((unit) => {
    const { what, usd: price, unit: per, priceIs } = PRICES[unit];
    const costs = cells((usage) => costOf(unit, usage[unit] ?? 0).list);
    return [what, `${price} / ${per}${mark(priceIs)}`, ...costs];
  });
  const sums = cells((usage) => totalOf(usage).list).map((sum) => `**${sum}**`);
  return table(
    [
      'USD more, with an archive',
      'list price',
      'a billion samples a day, a day',
      `a hospital of ${HOSPITAL.beds} beds, a month`,
    ],
    [...rows, ['**together**', '', ...sums]],
  );
}

function viewerTable(viewers: ViewerMonths): string {
  const rows = [...viewers].map(([screen, usage]) => [
    screen,
    String(Math.round(usage.httpRequests ?? 0)),
    String(Math.round(usage.readUnits ?? 0)),
    usd(totalOf(usage).list),
  ]);
  return table(['a screen, all month', 'requests', 'read units', 'USD at list price'], rows);
}

function keptTable(kept: Counts['kept']): string {
  const rows = [...kept].map(([name, { hour, bytes }]) => {
    const { writeUnits = 0 } = hour;
    const month = costOf('writeUnits', writeUnits * MONTH.hours).list;
    return [name, String(writeUnits), String(bytes), usd(month)];
  });
  return table(['of a bed that is well', 'write units an hour', 'bytes', 'USD a month'], rows);
}

function objectiveTable(objectives: Counts['objectives']): string {
  const rows = [...objectives].map(([name, { writeUnits = 0, readUnits = 0 }]) => {
    const usage = times(MONTH.hours, { writeUnits, readUnits });
    return [
      name,
      String(Math.round(writeUnits)),
      String(Math.round(readUnits)),
      usd(totalOf(usage).list),
    ];
  });
  return table(
    [
      'an objective with a request each minute',
      'write units an hour',
      'read units an hour',
      'USD a month',
    ],
    rows,
  );
}

function checkTable(checks: Counts['checks']): string {
  const rows = [...checks].map(([name, month]) => {
    const { httpRequests = 0, writeUnits = 0 } = month;
    const figures = [httpRequests, writeUnits].map((count) => String(Math.round(count)));
    return [name, ...figures, usd(totalOf(month).list)];
  });
  return table(['probed from the account', 'requests a month', 'write units', 'USD a month'], rows);
}

function assumed(): string {
  const { beds, bedsPerRequest, requestEverySeconds, samplesPerBed } = HOSPITAL;
  const { incidentsPerBedDay, unansweredShare } = HOSPITAL;
  const ms = Object.entries(CALL_MS).map(([service, each]) => `${service} ${each}`);
  return table(
    ['assumed', 'figure', 'why'],
    [
      ['the hospital: beds, and beds in one request', `${beds}, ${bedsPerRequest}`, 'an example'],
      [
        'samples of a bed, and how often',
        `${samplesPerBed} each ${requestEverySeconds} s`,
        'an example',
      ],
      ['breaches that page somebody', `${incidentsPerBedDay} a bed and day`, 'an example'],
      [
        'of them not answered by the first',
        `${unansweredShare * 100} % (the second answers)`,
        'an example',
      ],
      [
        'the stream: samples and subjects of a request',
        `${STREAM.samplesPerRequest}, ${STREAM.subjectsPerRequest}`,
        'the target says 500 samples; five vitals each',
      ],
      [
        'a viewer: hours a day, subjects, open incidents',
        `${VIEWER.hoursPerDay}, ${VIEWER.subjects}, ${VIEWER.incidents}`,
        'an example',
      ],
      ['a call of a function, ms', ms.join(', '), 'estimates'],
      ['an invocation besides, ms', String(INVOCATION_MS), 'an estimate'],
      [
        'samples that one vCPU takes in a second',
        SAMPLES_PER_CPU_SECOND.toLocaleString('en'),
        '`npm run bench` on an AMD EPYC core; Graviton not measured',
      ],
      [
        'bytes of START, END and REPORT; of an access log line',
        `${INVOCATION_LOG_BYTES}; ${ACCESS_LOG_BYTES}`,
        'fixed texts, rounded up',
      ],
      [
        'receives on an idle queue',
        `${IDLE_POLLERS.count} at once, each ${IDLE_POLLERS.seconds} s`,
        "Lambda's documentation, for standard queues",
      ],
      [
        "how long SQS and DynamoDB use a key's answer, s",
        `${KEY_REUSE_SECONDS.sqs}, ${KEY_REUSE_SECONDS.dynamodb}`,
        'our setting; its documentation, at most',
      ],
      [
        'how old logs and stored incidents are, months',
        `${LOG_MONTHS}, ${STORED_MONTHS}`,
        'our setting; a year of use',
      ],
    ],
  );
}

function smsOf(usage: Usage): number {
  return costOf('smsParts', usage.smsParts ?? 0).list;
}

function usd(amount: number): string {
  return amount.toFixed(2);
}
