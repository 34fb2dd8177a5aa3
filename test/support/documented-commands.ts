import { existsSync, readFileSync } from 'node:fs';
import type { Command, CommanderError, Option } from 'commander';
import { SCRIPTS as OWN_SCRIPTS } from '#cli/new-repository.ts';
import { createProgram } from '#cli/program.ts';
import type { RecordedCommand } from './recorded-shell.ts';

const { scripts, dependencies, devDependencies, peerDependencies } = read('package.json');
/** npm scripts of a clone, and those that `init` writes into a hospital's own repository. */
const SCRIPTS: Readonly<Record<string, string>> = { ...OWN_SCRIPTS, ...scripts };
const VERSIONS: Readonly<Record<string, string>> = {
  ...peerDependencies,
  ...dependencies,
  ...devDependencies,
};
const STAGES: object = read('cdk.json').context.stages;
const CDK: CdkRegistry = read('node_modules/aws-cdk/lib/cli/cli-type-registry.json');

interface CdkRegistry {
  readonly globalOptions: CdkOptions;
  readonly commands: Readonly<Record<string, { readonly options?: CdkOptions }>>;
}

type CdkOptions = Readonly<Record<string, { readonly alias?: string }>>;

/** Foreign programs that documents name, with the reason why no test checks their arguments. */
const OTHERS: Readonly<Record<string, string>> = {
  aws: 'its commands are in the AWS CLI alone; docs/deploy.md says that they were not run',
  git: 'nothing of ours depends on it',
  cp: 'nothing of ours depends on it',
  jq: 'nothing of ours depends on it',
  node: 'it runs examples/agents/fhir-gateway/gateway.mjs, as test/agents/fhir.test.ts does',
  amtool: 'test/agents/amtool.test.ts runs it where it is installed',
  pg_dump: 'it stands for any job',
  'your-device-reader': 'it stands for any program',
};

/**
 * Returns what is wrong with a command of a document, undefined if nothing is. In a sentence a
 * command may be named without its arguments, or with an ellipsis in the place of some; `curl` is
 * looked at where requests are.
 */
export function faultOf({ name, args }: RecordedCommand, inSentence: boolean): string | undefined {
  if (name === 'npm') {
    return faultOfNpm(args, inSentence);
  }
  if (name === 'npx') {
    return faultOfNpx(args, inSentence);
  }
  if (name === 'curl' || OTHERS[name] !== undefined) {
    return undefined;
  }
  return `nobody knows the command ${name}`;
}

/** Whether a text between backticks names a command of ours, and not how it is called. */
export function namesOurCommand(text: string): boolean {
  const [group, sub] = text.split(' ');
  const found = createProgram().commands.find((command) => command.name() === group);
  return sub !== undefined && (found?.commands.length ?? 0) > 0;
}

/**
 * Returns what is wrong with a command of ours that a text of the product names, such as the hint
 * of an error: a sentence goes on behind it, so only its name and its options are looked at.
 */
export function faultOfNamed(words: readonly string[]): string | undefined {
  const [name = '', sub = ''] = words.filter((word) => !word.startsWith('-'));
  const command = createProgram().commands.find((known) => known.name() === name);
  if (command === undefined) {
    return `there is no command ${name}`;
  }
  const below = command.commands.find((known) => known.name() === sub);
  if (command.commands.length > 0 && /^[a-z-]+$/.test(sub) && below === undefined) {
    return `there is no command ${name} ${sub}`;
  }
  const known = optionsOf(below ?? command);
  const unknown = words.find((word) => word.startsWith('--') && !known.includes(word));
  return unknown === undefined ? undefined : `${name} ${sub} has no option ${unknown}`;
}

function faultOfNpx(args: readonly string[], inSentence: boolean): string | undefined {
  const [flag, program = '', ...given] = args;
  if (flag !== '--no-install') {
    return 'npx without --no-install runs what a registry has where nothing is installed';
  }
  switch (program) {
    case '':
      return inSentence ? undefined : 'npx runs nothing';
    case 'wardbell':
      return faultOfOurs(given, inSentence);
    case 'cdk':
      return faultOfCdk(given);
    default:
      return `${program} is not installed by our package.json`;
  }
}

function faultOfNpm(args: readonly string[], inSentence: boolean): string | undefined {
  const [verb = '', ...rest] = args;
  if (verb === 'install') {
    return rest.map(faultOfVersion).find(Boolean);
  }
  if (['audit', 'ci', 'pack'].includes(verb)) {
    return undefined;
  }
  const [script = '', ...more] = verb === 'run' ? rest : [verb, ...rest];
  const line = SCRIPTS[script];
  if (line === undefined) {
    return `package.json has no script "${script}"`;
  }
  const given = more[0] === '--' ? more.slice(1) : more;
  if (given.length > 0 && more[0] !== '--') {
    return 'npm keeps what does not stand behind "--"';
  }
  const [, ours] = /bin\/wardbell\.ts ?(.*)$/.exec(line) ?? [];
  if (ours !== undefined) {
    return faultOfOurs([...ours.split(' ').filter(Boolean), ...given], inSentence);
  }
  const [file = ''] = /[\w/.-]+\.(ts|js)$/.exec(line) ?? [];
  return given.map((arg) => faultOfArgument(arg, file)).find(Boolean);
}

/** Readers are told to install the versions that we test with. */
function faultOfVersion(wanted: string): string | undefined {
  const [, name = '', version] = /^(@?[^@]+)@([\d.]+)$/.exec(wanted) ?? [];
  if (version === undefined || VERSIONS[name] === undefined) {
    return undefined;
  }
  return VERSIONS[name] === version ? undefined : `package.json has ${name} ${VERSIONS[name]}`;
}

/** Our own tools search for a flag by name; the test runner takes files. */
function faultOfArgument(arg: string, file: string): string | undefined {
  // Words in capitals are placeholders.
  if (/^[A-Z]+$/u.test(arg)) {
    return undefined;
  }
  if (!arg.startsWith('--')) {
    return existsSync(arg) ? undefined : `there is no file ${arg}`;
  }
  return readFileSync(file, 'utf8').includes(arg) ? undefined : `${file} knows no ${arg}`;
}

function faultOfCdk(args: readonly string[]): string | undefined {
  const [name = '', ...rest] = args.filter((arg) => arg !== '…');
  if (name === '') {
    return undefined;
  }
  const command = CDK.commands[name];
  if (command === undefined) {
    return `cdk has no command "${name}"`;
  }
  const options = { ...CDK.globalOptions, ...command.options };
  const known = Object.entries(options).flatMap(([long, { alias }]) => [`--${long}`, `-${alias}`]);
  const unknown = rest.find((arg) => /^-/.test(arg) && !known.includes(arg.replace(/=.*/, '')));
  if (unknown !== undefined) {
    return `cdk ${name} has no option ${unknown}`;
  }
  const stage = rest.find((arg) => arg.startsWith('stage='))?.slice('stage='.length);
  return stage === undefined || stage in STAGES ? undefined : `cdk.json has no stage "${stage}"`;
}

function faultOfOurs(args: readonly string[], inSentence: boolean): string | undefined {
  const shortened = inSentence && args.includes('…');
  const isNamed = inSentence && args.every((arg) => /^[a-z-]+$/.test(arg));
  const given = shortened ? withoutEllipses(args) : args;
  if (typeof given === 'string') {
    return given;
  }
  try {
    quietProgram().parse(given, { from: 'user' });
    return undefined;
  } catch (error) {
    const { code, message } = error as CommanderError;
    if (code === 'commander.helpDisplayed' || code === 'commander.version') {
      return undefined;
    }
    const isIncomplete = /^commander\.(missing|help$)/.test(code);
    return isIncomplete && (shortened || isNamed) ? undefined : message;
  }
}

/**
 * Returns the arguments without `…` and without an option before it, or the fault that there is no
 * such option.
 */
function withoutEllipses(args: readonly string[]): readonly string[] | string {
  const known = quietProgram().commands.flatMap(withSubcommands).flatMap(optionsOf);
  const emptied = args.filter((_, index) => args[index + 1] === '…');
  const unknown = emptied.find((arg) => arg.startsWith('-') && !known.includes(arg));
  if (unknown !== undefined) {
    return `there is no option ${unknown}`;
  }
  return args.filter((arg) => arg !== '…' && !(arg.startsWith('-') && emptied.includes(arg)));
}

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];

const optionsOf = (command: Command): readonly string[] =>
  command.options.flatMap(({ long }: Option) => (long ? [long] : []));

/** Returns the command line with its actions removed: it parses arguments and does nothing. */
function quietProgram(): Command {
  const program = createProgram();
  for (const command of [program, ...program.commands.flatMap(withSubcommands)]) {
    command.exitOverride().configureOutput({ writeOut: ignore, writeErr: ignore });
    if (command.commands.length === 0) {
      command.action(ignore);
    }
  }
  return program;
}

const ignore = () => undefined;

function read(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
