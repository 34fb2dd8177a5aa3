import { existsSync } from 'node:fs';
import { type Command, CommanderError } from 'commander';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { shortHash } from '#core/team/short-hash.ts';
import { ask, type Connection, platformUrl, withConnection } from './api.ts';
import { CliFailure } from './failure.ts';
import { printJson, printTable } from './print.ts';

const CONFIG = 'wardbell.yaml';

interface ConfigNames {
  /** As much of the hash as people compare. */
  readonly short: string;
  readonly sha256: string;
}

/** A version of Wardbell, and the config that lies or is served there. */
interface Version {
  readonly version: string;
  readonly config?: ConfigNames & { readonly file?: string };
}

interface Options extends Partial<Connection> {
  readonly json?: boolean;
  readonly config?: string;
  readonly check?: boolean;
}

/** `wardbell version`: what lies here, and what is deployed. */
export function addVersion(program: Command): void {
  withConnection(
    program
      .command('version')
      .description('which version and config lie here, and with a key which are deployed')
      .option('--config <file>', `what your team wrote (default: ${CONFIG}, where it is here)`)
      .option('--check', 'end with 1 where what is deployed is not what lies here'),
  ).action(async (options: Options) => {
    const here = await versionHere(options.config);
    const deployed = asksPlatform(options)
      ? await ask(options, (client) => client.getVersion())
      : undefined;
    if (options.json) {
      printJson({ here, ...(deployed !== undefined && { deployed }) });
    } else {
      print(here, deployed, options);
    }
    const difference = deployed && differenceOf(here, deployed);
    if (difference !== undefined && options.check) {
      throw new CliFailure('failed', difference);
    }
    if (difference !== undefined && !options.json) {
      console.log(difference);
    }
  });
}

/** Whether commander has printed the version because of `--version`. */
export function isVersionShown(error: unknown): boolean {
  return error instanceof CommanderError && error.code === 'commander.version';
}

/**
 * Prints below the version which config lies in this folder, or is named by `--config`. A mistake
 * in a config that nobody has named keeps nobody from the version.
 */
export async function printConfigVersion(args: readonly string[]): Promise<void> {
  const named = configNamed(args);
  try {
    const { config } = await versionHere(named);
    if (config !== undefined) {
      console.log(`${config.file} ${config.short} (sha256 ${config.sha256})`);
    }
  } catch (error) {
    if (named !== undefined || !(error instanceof CliFailure)) {
      throw error;
    }
    console.error(
      `${CONFIG} has no hash while it has mistakes: "npx --no-install wardbell validate ${CONFIG}" shows them.`,
    );
  }
}

function configNamed(args: readonly string[]): string | undefined {
  const at = args.indexOf('--config');
  const joined = args.find((arg) => arg.startsWith('--config='));
  return at < 0 ? joined?.slice('--config='.length) : args[at + 1];
}

async function versionHere(named: string | undefined): Promise<Version> {
  const { version } = OWN_PACKAGE;
  const file = named ?? (existsSync(CONFIG) ? CONFIG : undefined);
  if (file === undefined) {
    return { version };
  }
  // Loaded only here: the loader of configs would slow down every other command.
  const { readConfig } = await import('./read-config.ts');
  const config = readConfig(file);
  return { version, config: { file, short: shortHash(config), sha256: config.hash } };
}

/** Without a key, nobody would be answered: what lies here is told all the same. */
function asksPlatform({ url, key, check }: Options): boolean {
  const given = key ?? process.env['WARDBELL_KEY'] ?? url;
  return given !== undefined || check === true;
}

function print(here: Version, deployed: Version | undefined, options: Options): void {
  const row = (name: string, { version, config }: Version, where: string) => [
    name,
    version,
    config?.short ?? '',
    where,
  ];
  printTable(
    ['', 'VERSION', 'CONFIG', 'WHERE'],
    [
      row('here', here, here.config?.file ?? ''),
      ...(deployed ? [row('deployed', deployed, platformUrl(options))] : []),
    ],
  );
}

function differenceOf(here: Version, deployed: Version): string | undefined {
  const differs = [
    ...(here.version === deployed.version ? [] : [`version ${deployed.version}`]),
    ...(here.config === undefined || here.config.sha256 === deployed.config?.sha256
      ? []
      : ['another config']),
  ];
  return differs.length === 0
    ? undefined
    : `What is deployed is not what lies here: it has ${differs.join(' and ')}.`;
}
