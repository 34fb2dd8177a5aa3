/**
 * Who may import whom. `npm run lint` holds every import against it, of types too, and
 * docs/architecture.md shows it. A room is a folder or a file, `*` in its name being any name;
 * what lies in it belongs to it, but what a longer name claims. Each room may import itself.
 * In the columns on the right `x/*` is the room x and every room within it, and `*` is every room.
 */

/** Which rooms a room may import. */
const MAY_IMPORT = {
  bin: 'cli lib',
  cli: 'api/client local config protocols http deployment/capacity usecases/* core/*',
  config: 'api/client core/*',
  usecases: 'usecases/ports.ts core/*',
  'usecases/ports.ts': 'usecases/ports core/*',
  'usecases/ports': 'core/*',
  adapters: 'usecases/ports.ts core/*',
  'adapters/memory': 'adapters usecases/ports.ts core/*',
  'adapters/sqlite': 'adapters usecases/ports.ts core/*',
  deployment: 'protocols/routes.ts',
  'deployment/capacity': 'deployment',
  'deployment/stand-ins': '',
  runtime: 'deployment usecases/ports.ts core/*',
  http: 'runtime deployment usecases/ports.ts core/*',
  protocols: 'protocols/*/routes.ts http runtime deployment usecases/* core/*',
  'protocols/routes.ts': 'protocols/*/routes.ts',
  'protocols/*/routes.ts': '',
  api: 'console/addresses.ts http runtime deployment usecases/* core/*',
  'api/client': '',
  console:
    'api/client console/addresses.ts console/words/timeline console/burden/figures.ts console/reports/figures.ts',
  'console/addresses.ts': '',
  'console/build.ts': 'console/addresses.ts console/files.ts',
  'console/files.ts': '',
  'console/words/timeline': 'api/client console core/*',
  'console/burden/figures.ts': 'core/burden core/text',
  'console/reports/figures.ts': 'core/burden core/report core/text',
  lambdas:
    'console/files.ts lambdas/support protocols api http runtime deployment usecases/* core/*',
  'lambdas/support': 'adapters http runtime deployment usecases/* core/*',
  lib: 'config console/build.ts console/files.ts deployment',
  local:
    'console/build.ts console/files.ts lambdas/* api adapters/* http runtime deployment usecases/* core/*',
  test: '*',
  bench: '*',
  tools: '*',
} as const;

/** The rooms of core/ from the bottom up: each may import those before it. */
const CORE = [
  ...[
    'text',
    'collections',
    'time',
    'health',
    'actor',
    'audit',
    'sample',
    'alert',
    'score',
    'rule',
    'objective',
    'check',
    'change',
    'responder',
  ],
  ...[
    'access',
    'oncall',
    'privacy',
    'escalation',
    'team',
    'calendar',
    'suppression',
    'paging',
    'canary',
    'evaluation',
  ],
  ...['trend', 'incident', 'burden', 'report', 'messages'],
].map((name) => `core/${name}`);

/** Which rooms may import a package, or its types. Tests, benches and tools may import any. */
const PACKAGES = {
  '@aws-sdk': 'adapters',
  '@smithy': 'adapters',
  '@bufbuild/protobuf': 'protocols',
  '@middy': 'http runtime lambdas',
  '@tree-sitter-grammars': 'config',
  'aws-cdk-lib': 'lib bin',
  'aws-lambda': 'http runtime lambdas local',
  commander: 'cli bin',
  constructs: 'lib bin',
  'csv-parse': 'cli',
  'date-holidays': 'cli',
  '@preact/signals': 'console',
  esbuild: 'lib console/build.ts',
  'oxc-minify': 'lib',
  '@jridgewell/remapping': 'lib',
  fauxqs: 'local',
  htm: 'console',
  'ical-generator': 'api',
  'ical.js': 'cli',
  preact: 'console',
  jose: 'adapters',
  'oauth2-mock-server': 'local',
  'openid-client': 'adapters',
  re2js: 'core/* deployment/stand-ins',
  'string-width': 'cli',
  'temporal-polyfill': 'core/* console',
  uplot: 'console',
  'web-tree-sitter': 'config',
  yaml: 'config',
  zod: 'config http api protocols lib',
  'node:sqlite': 'adapters/sqlite',
  /** Every other module of Node. */
  'node:*':
    'adapters/* api cli config console/build.ts console/files.ts deployment/stand-ins http lambdas/* lib local protocols',
} as const;

/** Purpose of a room, which is the reason that it imports no more. */
const FOR: Readonly<Record<keyof typeof MAY_IMPORT | 'core/*', string>> = {
  bin: 'bin/ only starts the command line and the CDK app.',
  cli: 'A command asks the API, or runs the platform of one machine.',
  config: 'config/ makes a config of core/ from what a team wrote, and does nothing with it.',
  'core/*': 'core/ decides on data it is given, and its rooms stand on one another, in one order.',
  usecases: 'A use case reaches the world by its ports alone.',
  'usecases/ports.ts': 'What use cases need is said in the words of core/.',
  'usecases/ports': 'What use cases need is said in the words of core/.',
  adapters: 'An adapter makes ports real, and knows nobody who uses them.',
  'adapters/memory': 'adapters/memory makes ports real without any service.',
  'adapters/sqlite': 'adapters/sqlite alone knows SQLite, and no service of AWS.',
  deployment: 'What is deployed is declared in plain data, which everybody may read.',
  'deployment/capacity':
    'What a deployment costs, and what limits it, is arithmetic on figures that are kept here.',
  'deployment/stand-ins': 'It stands in a bundle for what a package of others brings.',
  runtime: 'Every function is made with runtime/, whatever it does.',
  http: 'http/ is what all doors and routes share, and knows none of them.',
  protocols: 'A protocol decodes a request, hands it to a use case, and answers.',
  'protocols/routes.ts':
    'It puts together what the protocols declare, for the stack too, and loads no door.',
  'protocols/*/routes.ts': 'Routes are declared in plain data: the stack is made of them, too.',
  api: 'A route of ours asks a use case, and shows what it says.',
  'api/client':
    'A client of the API runs anywhere: it knows what the document says, and nothing else.',
  console: 'The console runs in browsers: it asks the API by its client, and knows nothing else.',
  'console/addresses.ts': 'Where the console lies is said once, for browsers and for routes.',
  'console/build.ts': 'It makes the files of the console, for whoever serves or packs them.',
  'console/files.ts': 'The files of the console are kept in a folder, and read from it.',
  'console/words/timeline':
    'It has words for each code that core/ names, by its types alone, and loads nothing of it.',
  'console/burden/figures.ts':
    'Parts of a report are added, and made figures, by the same functions as on the platform.',
  'console/reports/figures.ts':
    'Parts of a report are added, and made figures, by the same functions as on the platform.',
  lambdas: 'A handler puts routes and use cases together; lambdas/support hands it the adapters.',
  'lambdas/support': 'lambdas/support makes the adapters of AWS for the handlers.',
  lib: 'Constructs name functions by their paths, and load none of their code.',
  local: 'local/ runs the deployed handlers on one machine.',
  test: 'A test may look at everything.',
  bench: 'A bench may look at everything.',
  tools: 'A tool may look at everything.',
};

export interface Room {
  readonly name: string;
  /** Patterns of the rooms that it may import beside itself. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  readonly purpose: string;
}

const words = (text: string) => text.split(' ').filter((word) => word !== '');

/** Whether a column of a table names a room: itself, `*`, or `x/*` where it is x or within x. */
export function names(column: readonly string[], room: string): boolean {
  return column.some(
    (word) =>
      word === room ||
      word === '*' ||
      (word.endsWith('/*') && `${room}/`.startsWith(word.slice(0, -1))),
  );
}

function roomOf(name: string, rooms: readonly string[], purpose: string): Room {
  const packages = Object.entries(PACKAGES)
    .filter(([, column]) => rooms.includes('*') || names(words(column), name))
    .map(([one]) => one);
  return { name, rooms, packages: rooms.includes('*') ? ['*'] : packages, purpose };
}

export const ROOMS: readonly Room[] = [
  ...CORE.map((name, place) => roomOf(name, CORE.slice(0, place), FOR['core/*'])),
  ...Object.entries(MAY_IMPORT).map(([name, column]) =>
    roomOf(name, words(column), FOR[name as keyof typeof MAY_IMPORT]),
  ),
];
