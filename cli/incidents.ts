import type { Command } from 'commander';
import {
  type Client,
  type Flapping,
  type Incident,
  type IncidentAlert,
  type IncidentSummary,
  pages,
} from '#api/client/index.ts';
import { describeActor } from '#core/actor/actor.ts';
import { UNCONFIRMED } from '#core/alert/alert.ts';
import { parseIncidentId } from '#core/incident/incident.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { parseDaysArgument } from './arguments.ts';
import { requestedZone, shownSecond, shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { nextOf, quoted } from './next-of-incident.ts';
import { requireOption } from './option-conflicts.ts';
import { printJson, printTable } from './print.ts';

type Options = Partial<Connection> &
  ZoneOptions & {
    readonly json?: boolean;
    readonly all?: boolean;
    readonly days: number;
    readonly subject?: string;
  };

/** `wardbell incidents`: what people are, and were, paged about. */
export function addIncidents(program: Command): void {
  const incidents = program.command('incidents').description('list and show incidents');
  const list = withConnection(
    incidents
      .command('list', { isDefault: true })
      .description('the open ones, newest first')
      .option('--all', 'also those that are resolved')
      .option('--days <number>', 'with --all: how many days back', parseDaysArgument, 7)
      .option('--subject <name>', 'only those about it: its id, its alias, or the code of a page'),
  );
  requireOption(list, 'days', 'all').action(async (options: Options) => {
    const found = await listAll(options);
    if (options.json) {
      return printJson(found);
    }
    if (found.incidents.length === 0) {
      return console.log(noneText(options));
    }
    const zone = await zoneToShow(options);
    const head = ['ID', 'STATUS', 'SEVERITY', 'SERVICE', 'WHAT', 'WHERE', 'OPENED', 'NEXT'];
    printTable(
      head,
      found.incidents.map((incident) => summaryRow(incident, zone)),
    );
  });
  withConnection(
    incidents
      .command('show <id>')
      .description(
        'everything of one: alerts, pages, timeline, changes. By its id, or the newest about a subject, by what a page calls that',
      ),
  ).action(async (asked: string, options: Options) => {
    const id = parseIncidentId(asked) ? asked : ((await newestAbout(asked, options)) ?? asked);
    const zone = requestedZone(options);
    const wanted = { path: { id }, ...(zone !== undefined && { query: { zone } }) };
    const incident = await ask(options, (client) => client.getIncident(wanted));
    if (options.json) {
      return printJson(incident);
    }
    printDetail(incident, await zoneToShow(options));
  });
}

type Query = NonNullable<NonNullable<Parameters<Client['listIncidents']>[0]>['query']>;

function queryOf({ all, days, subject }: Pick<Options, 'all' | 'days' | 'subject'>): Query {
  return all ? { status: 'all', days, subject } : { status: 'open', subject };
}

async function listAll(options: Options) {
  const query = queryOf(options);
  const found = await askAll(options, (client) => pages(client.listIncidents, { query }));
  return { incidents: found.flatMap(({ incidents }) => incidents) };
}

function noneText({ all, subject }: Options): string {
  const about = subject === undefined ? '' : ` about ${subject}`;
  if (subject === undefined || all) {
    return `No incidents${about}.`;
  }
  return `No open incident${about}. Those that are resolved: --all --days 31`;
}

/** The newest incident about a subject: an open one, or else one of the last 31 days. */
async function newestAbout(subject: string, options: Options): Promise<string | undefined> {
  for (const all of [false, true]) {
    const query = { ...queryOf({ all, days: 31, subject }), limit: 1 };
    const { incidents } = await ask(options, (client) => client.listIncidents({ query }));
    if (incidents[0] !== undefined) {
      return incidents[0].id;
    }
  }
  return undefined;
}

/** Formats a subject, with its name in pages if that differs. */
function named(subject: string, inPages = subject): string {
  return subject === inPages ? subject : `${subject} (${inPages})`;
}

function summaryRow(incident: IncidentSummary, zone: string): readonly string[] {
  const { id, status, severity, service, title, subjects, inPages, openedAt } = incident;
  const names = subjects.slice(0, 3).map((subject, i) => named(subject, inPages[i]));
  const more = subjects.length - names.length + (incident.moreSubjects ?? 0);
  const where = names.join(' ') + (more > 0 ? ` and ${more} more` : '');
  const how = incident.flapping ? `${status}, flapping` : status;
  return [
    id,
    how,
    severity,
    service,
    title,
    where,
    shownTime(openedAt, zone),
    nextOf(incident, zone),
  ];
}

function linkText({ id, service, status }: NonNullable<Incident['goesOnAs']>[number]): string {
  return `incident ${id} of service ${service}, ${status}: the config has changed`;
}

function printDetail(incident: Incident, zone: string): void {
  const { id, status, severity, service, title, openedAt, alerts, pages, timeline } = incident;
  console.log(`${id}  ${severity.toUpperCase()}  ${status}  ${service}: ${title}`);
  console.log(`opened ${shownTime(openedAt, zone)}. ${nextOf(incident, zone)}`);
  if (incident.flapping) {
    console.log(flappingText(incident.flapping, zone));
  }
  for (const one of incident.goesOnAs ?? []) {
    console.log(`goes on as ${linkText(one)}`);
  }
  for (const one of incident.cameFrom ?? []) {
    console.log(`came from ${linkText(one)}`);
  }
  console.log();
  printTable(
    ['ALERT', 'WHERE', 'SEVERITY', 'STATUS', 'LIMIT', 'VALUE', 'SINCE'],
    alerts.map((a) => [
      a.title,
      named(a.subject, a.inPages),
      a.severity,
      a.flapping ? 'flapping' : a.status,
      a.limit,
      String(a.value ?? ''),
      shownTime(a.startsAt, zone) + (a.unconfirmed ? ` (${UNCONFIRMED})` : ''),
    ]),
  );
  for (const alert of alerts) {
    printSent(alert);
  }
  console.log();
  printTable(
    ['PAGED', 'BY', 'AT', 'OUTCOME', 'WHY'],
    pages.map((p) => [
      p.responder,
      p.channel,
      shownSecond(p.at, zone),
      [p.status, p.doubt ?? p.detail].filter(Boolean).join(': '),
      p.reason.replaceAll('_', ' '),
    ]),
  );
  console.log();
  for (const { at, text, by, key, comment } of timeline) {
    console.log(
      `${shownSecond(at, zone)}  ${text}${quoted(comment)}${by ? ` (${describeActor({ by, key })})` : ''}`,
    );
  }
  printChanges(incident, zone);
}

function flappingText({ since, returns, quietSince }: Flapping, zone: string): string {
  const quiet = quietSince ? `, and has been quiet since ${shownTime(quietSince, zone)}` : '';
  return `flapping: it has come back ${returns} times since ${shownTime(since, zone)}${quiet}`;
}

/** Formats the changes that may have caused it. */
function printChanges({ changes, moreChanges = 0 }: Incident, zone: string): void {
  if (changes.length === 0) {
    return;
  }
  console.log();
  printTable(
    ['CHANGED', 'AT', 'WHERE', 'TOLD BY', 'MORE'],
    changes.map((c) => [c.summary, shownTime(c.at, zone), c.source ?? '', c.key, c.links[0] ?? '']),
  );
  if (moreChanges > 0) {
    console.log(`and ${moreChanges} older ones`);
  }
}

/** Formats the sender's details of an external alert, which appear in no page. */
function printSent({ title, sent }: IncidentAlert): void {
  if (sent === undefined) {
    return;
  }
  console.log(`\n${title}, by ${sent.source} (key ${sent.key})${sent.url ? `: ${sent.url}` : ''}`);
  for (const [name, text] of Object.entries(sent.annotations)) {
    console.log(`  ${name}: ${text}`);
  }
}
