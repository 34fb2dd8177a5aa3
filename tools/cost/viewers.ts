import { createClient } from '#api/client/index.ts';
import { EVERY, subjectEvery, subjectsEvery } from '#console/frame/every.ts';
import { HOUR, SECOND } from '#core/time/instant.ts';
import { MONTH, VIEWER } from '#deployment/capacity/assumptions.ts';
import { minus, sum, times, type Usage } from '#deployment/capacity/usage.ts';
import { exampleConfig, post, START } from './flows.ts';
import { configWith } from './kept.ts';
import { type MeteredPlatform, startMeteredPlatform } from './metered-platform.ts';

/** What a month of each screen of the console uses, of one person who keeps it open. */
export type ViewerMonths = ReadonlyMap<string, Usage>;

type Client = ReturnType<typeof createClient>;

/** What a screen asks for, and how often, in ms; `incident` is the id of one that is open. */
type Asked = readonly (readonly [
  every: number,
  ask: (client: Client, incident: string) => Promise<unknown>,
])[];

const { subjects, incidents } = VIEWER;

const SUBJECT = 'bed-1';

/** The objective of the config whose screen is watched. */
const OBJECTIVE = 'there';

/** The longest window has the most months to read. */
const SLOS = `rules: []
slos:
  - { name: ${OBJECTIVE}, title: There, service: ward, metric: up, good: { equals: 1 }, budget: 1h per 90d }
`;

/** One with as many values as its screen shows. */
const LARGE = 'server-1';
const MOST_VALUES = 100;

/** The screen of a subject with so many values. */
const oneSubject = (subject: string, values: number): Asked => [
  [subjectEvery(values), (client) => client.getSubject({ path: { subject } })],
  [EVERY.incidentsOfSubject, (client) => client.listIncidents({ query: { subject } })],
  [EVERY.heartbeatsOfSubject, (client) => client.listHeartbeats()],
  [EVERY.over, (client) => client.listIncidents({ query: { subject, status: 'all' } })],
];

const askTrend = (client: Client) =>
  client.getTrend({
    path: { subject: SUBJECT },
    query: { metric: 'systolic_bp', unit: 'mm[Hg]' },
  });

const SCREENS: Readonly<Record<string, Asked>> = {
  Now: [[EVERY.usual, (client) => client.listIncidents()]],
  'one incident': [
    [EVERY.incident, (client, incident) => client.getIncident({ path: { id: incident } })],
    [EVERY.trend, askTrend],
  ],
  'On call': [
    [EVERY.oncall, (client) => client.listServicesOnCall()],
    [EVERY.oncall, (client) => client.listOnCall()],
  ],
  Subjects: [
    [EVERY.boardIncidents, (client) => client.listIncidents()],
    [subjectsEvery(subjects), (client) => client.listSubjects({ query: { times: 'none' } })],
  ],
  'one subject': oneSubject(SUBJECT, 1),
  'one subject with 100 values': oneSubject(LARGE, MOST_VALUES),
  Silences: [[EVERY.silences, (client) => client.listSilences({ query: { covers: 'now' } })]],
  Objectives: [[EVERY.slos, (client) => client.listSlos()]],
  'one objective': [[EVERY.slo, (client) => client.getSlo({ path: { slo: OBJECTIVE } })]],
  Pages: [[EVERY.pages, (client) => client.listPages({ query: { limit: 50 } })]],
  Heartbeats: [[EVERY.heartbeats, (client) => client.listHeartbeats()]],
  Platform: [
    [EVERY.health, (client) => client.getHealth()],
    [EVERY.health, (client) => client.listChecks()],
  ],
};

/** What every screen asks for besides. */
const ALWAYS: Asked = [
  [EVERY.me, (client) => client.getMe()],
  [EVERY.me, (client) => client.getConfig()],
];

/** How long each is watched, to be multiplied: as long as what is asked for most seldom. */
const WATCHED = EVERY.over;

/** Counts them with the example hospital's config, where some beds are breached. */
export async function countViewers(): Promise<ViewerMonths> {
  const { objectives = [] } = configWith(SLOS);
  const platform = await startMeteredPlatform({ ...exampleConfig(), objectives }, START);
  try {
    await fill(platform);
    const months = new Map<string, Usage>();
    for (const [screen, asked] of Object.entries(SCREENS)) {
      months.set(screen, times(watchedTimes(), await watch(platform, [...asked, ...ALWAYS])));
    }
    return months;
  } finally {
    await platform.stop();
  }
}

function watchedTimes(): number {
  return (MONTH.days * VIEWER.hoursPerDay * HOUR) / WATCHED;
}

/** Gives the platform its subjects, a hundred in a request, the first of them breached. */
async function fill(platform: MeteredPlatform): Promise<void> {
  const beds = Array.from({ length: subjects }, (_, bed) => ({
    subject: `bed-${bed + 1}`,
    metric: 'systolic_bp',
    unit: 'mm[Hg]',
    value: bed < incidents ? 80 : 121,
    time: platform.now(),
  }));
  for (let from = 0; from < subjects; from += 100) {
    await post(platform, beds.slice(from, from + 100));
  }
  const cores = Array.from({ length: MOST_VALUES }, (_, core) => ({
    subject: LARGE,
    metric: 'cpu_percent',
    value: 10,
    labels: { core: String(core) },
    time: platform.now(),
  }));
  await post(platform, cores);
}

/** Asks as a browser does, with the tags of what it has, after it has asked for everything once. */
async function watch(platform: MeteredPlatform, asked: Asked): Promise<Usage> {
  const { url, key, meter } = platform;
  const client = createClient({ url, key, kept: new Map() });
  const { incidents: open } = await client.listIncidents();
  const incident = open[0]?.id ?? '';
  await Promise.all(asked.map(([, ask]) => ask(client, incident)));
  const [before, start] = [meter.used, platform.now()];
  for (let passed = SECOND; passed <= WATCHED; passed += SECOND) {
    platform.setClock(start + passed);
    for (const [every, ask] of asked) {
      if (passed % every === 0) {
        await ask(client, incident);
      }
    }
  }
  const used = minus(meter.used, before);
  // A key is kept for seconds; the session of a person is read with each request.
  return sum(used, { readUnits: used.httpRequests ?? 0 });
}
