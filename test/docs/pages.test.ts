import { existsSync, globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ROUTES } from '#deployment/routes.ts';
import { BLOCKS, DOCUMENTS, type Document } from '../support/documents.ts';

/** Where each kind of block is looked at. */
const KINDS: Readonly<Record<string, string>> = {
  '': 'commands.test.ts',
  sh: 'commands.test.ts, and requests.test.ts where it is curl',
  yaml: 'config.test.ts',
  json: 'json.test.ts',
  csv: 'json.test.ts',
  ts: 'code.test.ts, and write-a-door.test.ts',
  js: 'code.test.ts',
  text: 'nothing: a drawing, or what somebody reads',
};

/** What is `text`, and so is run nowhere. */
const DRAWINGS = {
  'docs/architecture.md': 2,
  'docs/backtest.md': 1,
  'docs/pages.md': 1,
  'docs/security.md': 1,
  'docs/sign-in.md': 1,
  'docs/write-a-door.md': 1,
};

describe('a block of a document', () => {
  test('is of a kind that a test looks at', () => {
    const unknown = BLOCKS.filter(({ info }) => KINDS[info.split(' ')[0] ?? ''] === undefined);
    expect(unknown.map(({ at, info }) => `${at} ${info}`)).toEqual([]);
  });

  test('is text in no more places than are known', () => {
    const counts = Map.groupBy(
      BLOCKS.filter(({ info }) => info === 'text'),
      ({ at }) => at.split(':')[0],
    );
    expect(Object.fromEntries([...counts].map(([file, found]) => [file, found.length]))).toEqual(
      DRAWINGS,
    );
  });
});

const FILES = new Set(globSync('**/*', { exclude: ['node_modules', '.git', 'cdk.out'] }));
const NAMES = new Set([...FILES].map((file) => file.split('/').at(-1)));

describe('a document', () => {
  test.each(DOCUMENTS)('has links that lead somewhere: $file', ({ file, links }) => {
    const dead = links.filter(({ to }) => !/^https?:/.test(to) && !leads(file, to));
    expect(dead).toEqual([]);
  });

  test.each(DOCUMENTS)('names files that exist: $file', ({ inline }) => {
    const missing = inline.filter(({ text }) => isPath(text) && !isThere(text));
    expect(missing.map(({ at, text }) => `${at} ${text}`)).toEqual([]);
  });

  test.each(DOCUMENTS)('names routes that the API has: $file', ({ inline }) => {
    const unknown = inline.filter(({ text }) => isRoute(text) && !isServed(text));
    expect(unknown.map(({ at, text }) => `${at} ${text}`)).toEqual([]);
  });
});

function leads(file: string, to: string): boolean {
  const [path = '', anchor] = decodeURIComponent(to).split('#');
  const target = path === '' ? file : normalize(join(dirname(file), path));
  if (anchor === undefined) {
    return existsSync(target);
  }
  return DOCUMENTS.find((page: Document) => page.file === target)?.anchors.has(anchor) ?? false;
}

const FOLDERS =
  'adapters|api|bench|bin|cli|config|core|deployment|docs|examples|http|lambdas|lib|local|protocols|runtime|schema|test|tools|usecases';
const isPath = (text: string) =>
  new RegExp(`^(${FOLDERS})/[\\w./-]*$`).test(text) || /^[\w-]+(\.test)?\.ts$/.test(text);

/** Whole paths, and names of files that are told beside one. */
const isThere = (text: string) => existsSync(text) || NAMES.has(text);

const METHODS = '(?:GET|POST|PUT|DELETE|HEAD)';
const ROUTE = new RegExp(`^(?:(${METHODS}) )?(/(?:v1|v2|api|fhir|ping|generic|-|a|i)(?:[/?].*)?)$`);

const isRoute = (text: string) => ROUTE.test(text);

/** Returns a route, or what several begin with. */
const isServed = (text: string) =>
  ROUTES.some(({ method, path }) => serves(method, path, text) || path.startsWith(`${text}/`));

/** Whether this is the route that the text means; its variables may be written in any way. */
function serves(method: string, path: string, text: string): boolean {
  const [, asked, address = ''] = ROUTE.exec(text) ?? [];
  const pattern = path.replace(/\{\w+\+\}/, '.*').replaceAll(/\{\w+\}/g, '[^/]+');
  const [bare = ''] = address.split('?');
  return (asked ?? method) === method && new RegExp(`^${pattern}$`).test(bare);
}
