import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { regionFault } from '#config/aws-regions.ts';
import { DEPLOYMENT_NAME_RULE, isDeploymentName } from '#config/deployment-name.ts';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { knownZone, zoneHint } from '#core/time/known-zone.ts';
import { CliFailure } from './failure.ts';
import { type Manifest, manifestIn } from './manifest.ts';
import { type Hospital, newRepository, SCRIPTS } from './new-repository.ts';
import { archiveOf, ownSource } from './own-archive.ts';

interface Answers {
  readonly name: string;
  readonly zone: string;
  readonly region: string;
  readonly first: string;
  readonly second: string;
}

interface Question {
  readonly asks: string;
  /** What Enter alone answers. */
  readonly usual: string;
  /** Where that comes from, if not from us. */
  readonly why?: string;
  /** Returns what is wrong with an answer, beside those that are there. */
  readonly faultOf: (
    answer: string,
    others: Partial<Answers>,
  ) => string | undefined | Promise<string | undefined>;
}

/** A server is mostly set to UTC, in which no hospital reads its clocks. */
const MACHINE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const QUESTIONS: { readonly [Key in keyof Answers]: Question } = {
  name: {
    asks: 'What is the deployment called?',
    usual: 'wardbell',
    faultOf: (name) =>
      isDeploymentName(name) ? undefined : `"${name}" cannot be its name: ${DEPLOYMENT_NAME_RULE}`,
  },
  zone: {
    asks: 'In which time zone do people read the time?',
    usual: MACHINE_ZONE,
    why: 'the zone of this machine; a hospital writes its own, such as Europe/Stockholm',
    faultOf: (zone) =>
      knownZone(zone) === undefined
        ? `there is no time zone ${JSON.stringify(zone)}: ${zoneHint(zone)}`
        : undefined,
  },
  region: {
    asks: 'In which Region of AWS does it run?',
    usual: 'eu-west-1',
    faultOf: regionFault,
  },
  first: { asks: 'Who takes turns on call?', usual: 'Anna Lind', faultOf: faultOfPerson },
  second: { asks: 'And with whom?', usual: 'Bo Ek', faultOf: faultOfSecond },
};

/** `wardbell init`: creates a hospital's own repository from five answers. */
export function addInit(program: Command): void {
  const command = program
    .command('init [folder]')
    .description("write a hospital's own repository: config, CDK app, README, workflow")
    .addHelpText('after', '\nAsks for whatever is not given, where somebody can answer.');
  for (const [key, { asks }] of Object.entries(QUESTIONS)) {
    command.option(`--${key} <text>`, asks.replace(/\?$/u, ''));
  }
  command.action(init);
}

async function init(folder = '.', given: Partial<Answers> = {}): Promise<void> {
  for (const [key, { faultOf }] of Object.entries(QUESTIONS)) {
    const answer = given[key as keyof Answers];
    const fault = answer === undefined ? undefined : await faultOf(answer, given);
    if (fault !== undefined) {
      throw new CliFailure('usage', `--${key}: ${fault}`);
    }
  }
  const present = manifestIn(folder) ?? {};
  refuseOtherScripts(folder, present);
  const source = ownSource(folder, process.cwd());
  const versions = {
    package: OWN_PACKAGE.name,
    spec: source.spec,
    cdk: OWN_PACKAGE.peerDependencies,
  };
  const files = newRepository(hospitalOf(await answers(given)), versions, present);
  const there = [...files.keys()].filter(
    (path) => path !== 'package.json' && existsSync(join(folder, path)),
  );
  if (there.length > 0) {
    throw new CliFailure(
      'refused',
      `${resolve(folder)} has ${there.join(', ')} already, and nothing is overwritten. ${nameAnother(folder)}`,
    );
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (source.copy !== undefined) {
    const to = join(folder, source.copy.to);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(source.copy.from, to);
  }
  const archive = archiveOf(source.spec);
  const taken =
    archive === undefined
      ? ''
      : `\n\nIt depends on ${archive}, the archive that you installed from: commit it too.`;
  const go = folder === '.' ? '' : `\n  cd ${folder}`;
  console.log(`Written to ${folder}: ${[...files.keys()].join(', ')}.${taken}

Next:${go}
  npm install
  npm run validate
  npm start`);
}

/**
 * Refuses a package.json, as `npm install` leaves one, if one of its scripts has the name of one
 * that the new repository needs: it is completed, and nothing of it is overwritten.
 */
function refuseOtherScripts(folder: string, { scripts = {} }: Manifest): void {
  const others = Object.entries(SCRIPTS).filter(([name, line]) => (scripts[name] ?? line) !== line);
  if (others.length > 0) {
    const names = others.map(([name]) => `"${name}"`).join(', ');
    throw new CliFailure(
      'refused',
      `${resolve(folder, 'package.json')} has scripts ${names} of its own, and nothing is overwritten. Rename them, or choose another folder. ${nameAnother(folder)}`,
    );
  }
}

/** Names a folder that there is not: beside the refused one if that has the usual name. */
function nameAnother(folder: string): string {
  const names = ['our-hospital', ...Array.from({ length: 9 }, (_, i) => `our-hospital-${i + 2}`)];
  const free = names.find((name) => resolve(name) !== resolve(folder) && !existsSync(name));
  return `Name a new folder: wardbell init ${free ?? '<folder>'}`;
}

/** Asks for every value that is not given, until the answer is valid. */
async function answers(given: Partial<Answers>): Promise<Answers> {
  const missing = Object.keys(QUESTIONS).filter((key) => given[key as keyof Answers] === undefined);
  if (missing.length > 0 && !stdin.isTTY) {
    throw new CliFailure(
      'usage',
      `Nobody can be asked here. Give ${missing.map((key) => `--${key}`).join(', ')}.`,
    );
  }
  const all: Record<string, string> = { ...given };
  const terminal = createInterface({ input: stdin, output: stdout });
  try {
    for (const key of missing) {
      const { asks, usual, why, faultOf } = QUESTIONS[key as keyof Answers];
      const offered = why === undefined ? usual : `${usual}: ${why}`;
      let fault: string | undefined;
      do {
        const answer = (await terminal.question(`${asks} [${offered}] `)).trim() || usual;
        fault = await faultOf(answer, all);
        if (fault !== undefined) {
          console.log(`  ${fault}`);
        }
        all[key] = answer;
      } while (fault !== undefined);
    }
  } finally {
    terminal.close();
  }
  return all as unknown as Answers;
}

function hospitalOf({ name, zone, region, first, second }: Answers): Hospital {
  const ids = [first, second].map(idOf);
  const [one = '', two = ''] = ids[0] === ids[1] ? [`${ids[0]}-1`, `${ids[1]}-2`] : ids;
  return {
    name,
    timeZone: zone,
    region,
    people: [
      { id: one, name: first },
      { id: two, name: second },
    ],
    starts: new Date().toISOString().slice(0, 10),
  };
}

/** Makes an id: `anna` of "Anna Lind"; `person` if no letter of the name is allowed in an id. */
function idOf(name: string): string {
  const [word = ''] = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(/\s+/u);
  return word.replace(/[^a-z0-9]/gu, '').slice(0, 40) || 'person';
}

/** The schema of the config judges a name; it is loaded for nobody but `init`. */
async function faultOfPerson(name: string): Promise<string | undefined> {
  const { personName } = await import('#config/schema/page-text.ts');
  const { error } = personName.safeParse(name);
  if (error !== undefined) {
    return error.issues.map(({ message }) => message).join('; ');
  }
  return /\p{L}/u.test(name)
    ? undefined
    : `${JSON.stringify(name)} is no name of a person: it has no letter`;
}

/** Two ids of one person would put that person on call each week, and escalate to them. */
async function faultOfSecond(
  name: string,
  { first = '' }: Partial<Answers>,
): Promise<string | undefined> {
  const isSame = name.trim().toLowerCase() === first.trim().toLowerCase();
  return isSame
    ? `${JSON.stringify(name)} takes turns already: name somebody else`
    : faultOfPerson(name);
}
