import type { Config } from '#core/team/config.ts';
import { takenNames, tooManyFromAccount } from './active-check.ts';
import { compile } from './compile.ts';
import { documentHash } from './config-hash.ts';
import { explain } from './explain.ts';
import { technicalHours } from './hours.ts';
import { implausible } from './implausible.ts';
import { tooLarge } from './limits.ts';
import { lintConfig } from './lint.ts';
import { namedReplicas } from './named-replicas.ts';
import { uselessInhibition } from './odd-inhibition.ts';
import type { LintWarning, Path, Problem } from './problem.ts';
import { documentSchema } from './schema/document.ts';
import type { Names } from './schema/names.ts';
import { keyMeant } from './slips/keys.ts';
import { readSource, type Source } from './source.ts';
import { unusualPatients } from './unusual.ts';
import { endlessWindows } from './window-times.ts';

/** The config of a file, or all its problems in the order of the file. */
export type Loaded =
  | {
      readonly ok: true;
      readonly config: Config;
      /** Lint warnings. */
      readonly warnings: readonly Problem[];
      /** A problem at the place of a path, for checks of the whole document. */
      readonly problemAt: (path: Path, message: string, hint?: string) => Problem;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Parses the text of a `wardbell.yaml`. `file` is only its name in problems. Never throws. */
export function loadConfig(text: string, file: string): Loaded {
  const size = tooLarge(text, file);
  if (size !== undefined) {
    return { ok: false, problems: [size] };
  }
  const source = readSource(text, file);
  if (!source.sound) {
    return { ok: false, problems: inOrder(source.problems) };
  }
  const { data } = source;
  if (data === null) {
    const hint = 'begin with a copy of examples/hospital/wardbell.yaml';
    return { ok: false, problems: [source.problemAt([], 'value', 'the file is empty', hint)] };
  }
  const names = namesOf(data);
  const schema = documentSchema(names);
  const parsed = schema.safeParse(data, { reportInput: true });
  const problems = [
    ...source.problems,
    ...explain(parsed.error?.issues ?? [], source, names),
    ...repeatedNames(data, source),
    ...repeatedUuids(data, source),
    ...repeatedAccounts(data, source),
  ];
  if (!parsed.success || problems.length > 0) {
    return { ok: false, problems: inOrder(problems) };
  }
  const replicas = namedReplicas(parsed.data).map(({ path, message }) =>
    source.problemAt(path, 'value', `${message} (replica_labels)`, REPLICA_HINT),
  );
  const ofValue = ({ path, message, hint }: LintWarning) =>
    source.problemAt(path, 'value', message, hint);
  const checks = [
    takenNames,
    tooManyFromAccount,
    unusualPatients,
    technicalHours,
    uselessInhibition,
    endlessWindows,
  ];
  const wrong = checks.flatMap((find) => find(parsed.data).map(ofValue));
  if (replicas.length + wrong.length > 0) {
    return { ok: false, problems: inOrder([...replicas, ...wrong]) };
  }
  const config = { ...compile(parsed.data), hash: documentHash(data) };
  const problemAt = (path: Path, message: string, hint?: string) =>
    source.problemAt(path, 'key', message, hint);
  const neverFiring = implausible(config).map(ofValue);
  if (neverFiring.length > 0) {
    return { ok: false, problems: inOrder(neverFiring) };
  }
  const warnings = lintConfig(config).map(({ path, message, hint }) =>
    problemAt(path, message, hint),
  );
  return { ok: true, config, warnings: inOrder(warnings), problemAt };
}

function namesOf(data: unknown): Names {
  return {
    people: namesIn(data, 'people'),
    schedules: namesIn(data, 'schedules'),
    policies: namesIn(data, 'policies'),
    services: namesIn(data, 'services'),
    heartbeats: namesIn(data, 'heartbeats'),
    holidays: namesIn(data, 'holidays'),
    checks: namesIn(data, 'checks'),
  };
}

const SECTIONS = [
  ...['people', 'schedules', 'policies', 'services', 'heartbeats', 'holidays', 'checks'],
  ...['rules', 'alerts'],
];

const REPLICA_HINT =
  'leave it out here; or, if it names what is measured, write replica_labels without it';

/**
 * Names count as defined even if their definition is wrong, or the key above them is, or they are
 * written as a list, so that one mistake makes one problem.
 */
function namesIn(data: unknown, section: string): readonly string[] {
  const entries = keyOf(data, section) ?? keyOf(data, misspelt(section, data) ?? section);
  if (Array.isArray(entries)) {
    return entries.flatMap(nameOfEntry);
  }
  return typeof entries === 'object' && entries !== null ? Object.keys(entries) : [];
}

/** The key that was probably meant to be this section. */
function misspelt(section: string, data: unknown): string | undefined {
  const keys = Object.keys(Object(data)).slice(0, MAX_KEYS);
  const given = new Set(keys);
  return keys.find((key) => !SECTIONS.includes(key) && keyMeant(key, SECTIONS, given) === section);
}

/** More keys than any config has at its top level. */
const MAX_KEYS = 100;

/** `anna`, `{ id: anna, … }`, `{ name: Anna, … }` or `{ anna: … }`. */
function nameOfEntry(entry: unknown): readonly string[] {
  const [only] = Object.keys(Object(entry));
  const name = [entry, keyOf(entry, 'id'), keyOf(entry, 'name'), only].find(
    (given) => typeof given === 'string',
  );
  return name === undefined ? [] : [String(name).toLowerCase()];
}

const NAMED = { rules: 'rule', scores: 'score', checks: 'check', slos: 'objective' } as const;

/** Finds names that these sections have twice among them: alerts of all are told apart by them. */
function repeatedNames(data: unknown, source: Source): readonly Problem[] {
  const firsts = new Map<string, { readonly what: string; readonly path: Path }>();
  return Object.entries(NAMED).flatMap(([section, what]) => {
    const entries = keyOf(data, section);
    return (Array.isArray(entries) ? entries : []).flatMap((entry, index) => {
      const isUsed = section === 'scores' && keyOf(entry, 'name') === undefined;
      const key = isUsed ? 'use' : 'name';
      const name = keyOf(entry, key);
      if (typeof name !== 'string') {
        return [];
      }
      const path = [section, index, key];
      const first = firsts.get(name);
      if (first === undefined) {
        firsts.set(name, { what, path });
        return [];
      }
      const earlier = source.problemAt(first.path, 'value', '');
      const message = `another ${first.what} is named "${name}", on line ${earlier.line}`;
      const hint = 'the name tells alerts apart: give each one its own';
      return [source.problemAt(path, 'value', message, hint)];
    });
  });
}

function repeatedUuids(data: unknown, source: Source): readonly Problem[] {
  const firsts = new Map<string, string>();
  return Object.keys(Object(keyOf(data, 'heartbeats'))).flatMap((id) => {
    const hash = keyOf(keyOf(keyOf(data, 'heartbeats'), id), 'uuid_sha256');
    if (typeof hash !== 'string') {
      return [];
    }
    const first = firsts.get(hash);
    if (first === undefined) {
      firsts.set(hash, id);
      return [];
    }
    const message = `the heartbeat "${first}" has the same UUID`;
    const hint =
      'a ping must mean one of them: npx --no-install wardbell heartbeats uuid makes another';
    return [source.problemAt(['heartbeats', id, 'uuid_sha256'], 'value', message, hint)];
  });
}

/** Whoever signs in must be one person: what one signs in as may be the name of another. */
function repeatedAccounts(data: unknown, source: Source): readonly Problem[] {
  const people = Object.entries(Object(keyOf(data, 'people')));
  const owners = Map.groupBy(people, ([id, person]) => keyOf(person, 'sign_in') ?? id);
  return people.flatMap(([id, person]) => {
    const account = keyOf(person, 'sign_in');
    const other = owners.get(account ?? id)?.find(([one]) => one !== id);
    if (account === undefined || other === undefined) {
      return [];
    }
    const message = `"${other[0]}" signs in as ${JSON.stringify(account)} too`;
    const hint = 'whoever signs in must be one person: give each an account of their own';
    return [source.problemAt(['people', id, 'sign_in'], 'value', message, hint)];
  });
}

function keyOf(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null
    ? (data as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** A problem that several aliases repeat is reported once, where it is written. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const told = new Map(problems.map((p) => [JSON.stringify([p.line, p.column, p.message]), p]));
  return [...told.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
