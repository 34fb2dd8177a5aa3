import type { Command } from 'commander';
import { pluralize } from '#config/pluralize.ts';
import { oneLine } from '#core/text/one-line.ts';
import { apiPath, type Connection, callAll, callApi, withConnection } from './api.ts';
import { type By, byQuery, withBy } from './by.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printJson, printTable } from './print.ts';

interface Unread {
  readonly metric: string;
  readonly unit?: string;
  readonly why: string;
  readonly heardAt: string;
  readonly subjects: readonly string[];
  readonly more?: true;
}

interface Shown {
  readonly subject: string;
  readonly series: readonly {
    readonly rule: string;
    readonly metric: string;
    readonly phase: string;
    readonly severity?: string;
    readonly since?: string;
  }[];
  readonly unread: readonly Unread[];
  readonly unreadOfOthers: readonly Unread[];
  readonly more: boolean;
}

interface Unsent {
  readonly metric: string;
  readonly rules: readonly string[];
  readonly since: string;
  readonly heardAt?: string;
}

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

/** `wardbell subjects`: what is measured. */
export function addSubjects(program: Command): void {
  const subjects = program
    .command('subjects')
    .description('what is measured: beds, devices, services');
  addList(subjects);
  addLooks(subjects);
  withBy(
    withConnection(
      subjects
        .command('retire <subject>')
        .description(
          'it will not report any more: its alerts end, and nobody misses it. By its id, or by what a page calls it',
        ),
    ),
  ).action(async (asked: string, options: Options) => {
    const path = apiPath`/v1/subjects/${asked}/retire` + byQuery(options);
    const answer = await callApi<{ subject: string; alerts: number }>(options, 'POST', path);
    if (options.json) {
      return printJson(answer);
    }
    console.log(
      `Retired ${answer.subject}; ${pluralize(answer.alerts, 'alert')} ended. If it reports again it is new.`,
    );
  });
}

interface Listed {
  readonly subject: string;
  readonly alias?: string;
  readonly state: string;
  readonly alerts: number;
  readonly services: readonly string[];
  readonly notedAt?: string;
}

type ListOptions = Options & { readonly service?: string };

function addList(subjects: Command): void {
  withConnection(
    subjects
      .command('list')
      .description('those of which something is remembered: what has breached, or is watched')
      .option('--service <name>', 'only those that rules of this service know'),
  ).action(async (options: ListOptions) => {
    const found = await listAll(options);
    if (options.json) {
      return printJson({ subjects: found });
    }
    if (found.length === 0) {
      return console.log('No subjects.');
    }
    const zone = await zoneToShow(options);
    printTable(
      ['SUBJECT', 'ALIAS', 'STATE', 'ALERTS', 'SERVICES', 'LAST NOTED'],
      found.map(({ subject, alias = '', state, alerts, services, notedAt }) => [
        subject,
        alias,
        state,
        String(alerts),
        services.join(' '),
        shownTime(notedAt, zone),
      ]),
    );
  });
}

/** Returns all of them, by name. */
async function listAll(options: ListOptions): Promise<readonly Listed[]> {
  const { service } = options;
  const of = service === undefined ? '' : apiPath`?service=${service}`;
  const parts = await callAll<{ subjects: readonly Listed[]; next?: string }>(
    options,
    `/v1/subjects${of}`,
  );
  return parts.flatMap(({ subjects }) => subjects).sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

function addLooks(subjects: Command): void {
  withConnection(
    subjects
      .command('show <subject>')
      .description('what is remembered of it, and what it sends that no rule reads'),
  ).action(async (subject: string, options: Options) => {
    const shown = await callApi<Shown>(options, 'GET', apiPath`/v1/subjects/${subject}`);
    if (options.json) {
      return printJson(shown);
    }
    printShown(shown, await zoneToShow(options));
  });
  withConnection(
    subjects
      .command('unread')
      .description('what is sent that a rule should read and none does, and what is not sent'),
  ).action(async (options: Options) => {
    type Page = Pick<Shown, 'unread' | 'more'> & { readonly unsent: readonly Unsent[] };
    const pages = await callAll<Page & { readonly next?: string }>(options, '/v1/unread');
    const answer: Page = {
      unread: pages.flatMap((page) => page.unread),
      more: pages.some((page) => page.more),
      unsent: pages.flatMap((page) => page.unsent),
    };
    if (options.json) {
      return printJson(answer);
    }
    const { unread, unsent } = answer;
    const zone = await zoneToShow(options);
    if (unread.length === 0) {
      console.log('Nothing is sent that looks as if a rule should read it.');
    } else {
      printUnread('Sent, and read by no rule:', answer, zone);
    }
    if (unsent.length > 0) {
      printUnsent(unsent, zone);
    }
  });
}

function printShown({ subject, series, unread, unreadOfOthers, more }: Shown, zone: string): void {
  if (series.length === 0) {
    console.log(
      `Nothing is remembered of ${oneLine(subject)}: it breaches no rule, or has never sent anything.`,
    );
  } else {
    printTable(
      ['RULE', 'METRIC', 'PHASE', 'SEVERITY', 'SINCE'],
      series.map((s) => [s.rule, s.metric, s.phase, s.severity ?? '', shownTime(s.since, zone)]),
    );
  }
  if (unread.length > 0) {
    printUnread('It sends, and no rule reads:', { unread, more }, zone);
  }
  if (unreadOfOthers.length > 0) {
    printUnread(
      'It may send these, as more subjects do than are noted:',
      { unread: unreadOfOthers, more },
      zone,
    );
  }
}

function printUnread(
  heading: string,
  { unread, more }: Pick<Shown, 'unread' | 'more'>,
  zone: string,
): void {
  console.log(`\n${heading}`);
  printTable(
    ['METRIC', 'UNIT', 'WHY', 'SUBJECTS', 'LAST'],
    unread.map(({ metric, unit = '', why, subjects, more: others, heardAt }) => [
      metric,
      unit,
      why,
      `${subjects.join(', ')}${others ? ' and others' : ''}`,
      shownTime(heardAt, zone),
    ]),
  );
  if (more) {
    console.log('There is more than is noted: these are the first hundred.');
  }
}

function printUnsent(unsent: readonly Unsent[], zone: string): void {
  console.log('\nIn the rules, and not sent for a day:');
  printTable(
    ['METRIC', 'RULES', 'LAST'],
    unsent.map(({ metric, rules, heardAt, since }) => [
      metric,
      rules.join(', '),
      heardAt === undefined ? `never, since ${shownTime(since, zone)}` : shownTime(heardAt, zone),
    ]),
  );
}
