import type { Command } from 'commander';
import { pages, type Subject, type SubjectSummary, type Unread } from '#api/client/index.ts';
import { pluralize } from '#config/pluralize.ts';
import { oneLine } from '#core/text/one-line.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { type By, withBy } from './by.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printLimits } from './limits.ts';
import { printJson, printTable } from './print.ts';

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
    const request = { path: { subject: asked }, query: { by: options.by } };
    const answer = await ask(options, (client) => client.retireSubject(request));
    if (options.json) {
      return printJson(answer);
    }
    console.log(
      `Retired ${answer.subject}; ${pluralize(answer.alerts, 'alert')} ended. If it reports again it is new.`,
    );
  });
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
async function listAll(options: ListOptions): Promise<readonly SubjectSummary[]> {
  const { service } = options;
  const found = await askAll(options, (client) =>
    pages(client.listSubjects, { query: { service } }),
  );
  return found.flatMap(({ subjects }) => subjects).sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

function addLooks(subjects: Command): void {
  withConnection(
    subjects
      .command('show <subject>')
      .description('what is remembered of it, and what it sends that no rule reads'),
  ).action(async (subject: string, options: Options) => {
    const shown = await ask(options, (client) => client.getSubject({ path: { subject } }));
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
    const found = await askAll(options, (client) => pages(client.listUnread));
    const answer = {
      unread: found.flatMap((page) => page.unread),
      more: found.some((page) => page.more),
      unsent: found.flatMap((page) => page.unsent),
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

function printShown(shown: Subject, zone: string): void {
  const { subject, series, values, limits, unread, unreadOfOthers, more } = shown;
  if (series.length === 0 && values.length === 0) {
    console.log(
      `Nothing is remembered of ${oneLine(subject)}: it breaches no rule, or has never sent anything.`,
    );
  }
  if (series.length > 0) {
    printTable(
      ['RULE', 'METRIC', 'PHASE', 'SEVERITY', 'SINCE', 'LAST VALUE'],
      series.map((s) => [
        s.rule,
        s.metric,
        s.phase,
        s.severity ?? '',
        shownTime(s.since, zone),
        s.value === undefined ? '' : inUnit(s.value, s.unit),
      ]),
    );
  }
  if (values.length > 0) {
    printValues(shown, zone);
  }
  if (limits.length > 0) {
    console.log('\nIt has limits of its own:');
    printLimits(limits, zone);
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

function inUnit(value: number | string, unit = ''): string {
  return `${value} ${unit}`.trim();
}

/** The newest value that is kept of each series, whether a rule remembers anything of it or not. */
function printValues(
  { values, moreValues = 0 }: Pick<Subject, 'values' | 'moreValues'>,
  zone: string,
): void {
  console.log('\nIts last values:');
  printTable(
    ['METRIC', 'LABELS', 'VALUE', 'MEASURED'],
    values.map(({ metric, labels, value, unit, at }) => [
      metric,
      Object.entries(labels)
        .map(([name, text]) => `${name}=${text}`)
        .join(', '),
      inUnit(value, unit),
      shownTime(at, zone),
    ]),
  );
  if (moreValues > 0) {
    console.log(`and ${pluralize(moreValues, 'further series', 'further series')}.`);
  }
}

function printUnread(
  heading: string,
  { unread, more }: Pick<Subject, 'unread' | 'more'>,
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

function printUnsent(unsent: Unread['unsent'], zone: string): void {
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
