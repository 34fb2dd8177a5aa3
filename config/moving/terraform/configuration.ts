import { posix } from 'node:path';
import { isRecord } from '../fields.ts';
import type { ExportedFile } from '../records.ts';
import { type Entry, refusal } from '../system.ts';
import { type Block, bodyOf } from './blocks.ts';
import { Effort } from './effort.ts';
import { evaluated, type Scope } from './expression.ts';
import { type Folders, type Instance, inFolder, Module, type Uncounted } from './module.ts';
import type { Resource } from './state.ts';
import type { ReadSyntax } from './syntax.ts';
import { asText, isList, isValues, Unknown, type Value, type Values } from './values.ts';

/** What configuration of Terraform holds, as far as it is known without Terraform. */
export interface Configured {
  readonly resources: readonly Resource[];
  /** Files that cannot be read, and modules whose files are not there. */
  readonly entries: readonly Entry[];
  /** What of resources is not known, by their type. */
  readonly gaps: readonly { readonly type: string; readonly entry: Entry }[];
  /** Names of other files whose text it uses. */
  readonly used: ReadonlySet<string>;
}

/** Whether a file is one of Terraform's or OpenTofu's configuration, or of its variables. */
export function isConfiguration({ name }: ExportedFile): boolean {
  return /\.(?:tf|tofu|tfvars)(?:\.json)?$/u.test(name);
}

/**
 * Reads files of Terraform's language together: each folder is a module, and those that no other
 * calls are where it begins. An id, which only a state knows, is the address of its resource. Other
 * files are there for what it reads of them by `file()`.
 */
export function configurationOf(files: readonly ExportedFile[], read: ReadSyntax): Configured {
  try {
    return readAll(files, read);
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    // Too much effort, and brackets or names that lead deeper than calls may go.
    const entries = files
      .filter(isConfiguration)
      .map(({ name }) => refusal('file', name, TOO_MUCH));
    return { resources: [], entries, gaps: [], used: new Set() };
  }
}

const TOO_MUCH =
  'more comes of these files together than is read without Terraform: give what terraform show -json tells';

function readAll(all: readonly ExportedFile[], read: ReadSyntax): Configured {
  const files = all.filter(isConfiguration);
  const effort = new Effort();
  const entries: Entry[] = [];
  const folders = new Map<string, readonly Block[]>();
  const common = commonFolder(files.map(({ name }) => folderOf(name)));
  const inputs: Record<string, Value> = {};
  for (const file of files) {
    const held = heldBy(file, read, effort);
    if ('fault' in held) {
      entries.push(refusal('file', file.name, held.fault));
    } else if ('inputs' in held) {
      Object.assign(inputs, held.inputs);
    } else {
      const folder = posix.relative(common, folderOf(file.name));
      folders.set(folder, [...(folders.get(folder) ?? []), ...held.blocks]);
    }
  }
  const others = new Map(
    all
      .filter((file) => !isConfiguration(file))
      .map((file) => [posix.relative(common, pathOf(file.name)), file]),
  );
  const used = new Set<string>();
  const textAt = (path: string): Value => {
    const found = others.get(posix.normalize(path));
    if (found === undefined) {
      return new Unknown(`the file ${path} is not among those that are given: give it too`);
    }
    used.add(found.name);
    return found.text;
  };
  const roots = rootsOf(folders, effort);
  const made = roots.map((root) => {
    const prefix = roots.length > 1 ? `${root}/` : '';
    const file = (path: string) => textAt(posix.join(root, path));
    return new Module(root, folders, { prefix, inputs, effort, root, file }).all();
  });
  const instances = made.flatMap((one) => one.instances);
  const uncounted = made.flatMap((one) => one.uncounted);
  const same = lookedUp(instances);
  const distinct = instances.filter(({ address }) => !same.has(address));
  const kept = distinct
    .filter((one) => !one.isData || isKnownUser(one))
    .map(({ type, address, isData, values }) => ({
      type,
      address,
      // Whoever is looked up has a name that only a state knows, and none is made of the address.
      ...knownOf({ ...(isData && { name: '' }), ...values }, same),
    }));
  return {
    resources: kept,
    entries: [...entries, ...uncounted.filter(({ type }) => type === 'module').map(uncountedEntry)],
    gaps: [
      ...kept
        .filter(({ gaps }) => gaps.length > 0)
        .map(({ type, address, gaps }) => ({
          type,
          entry: refusal(`part of ${type}`, address, ...gaps),
        })),
      ...distinct.flatMap(elsewhere),
      ...uncounted
        .filter(({ type }) => type !== 'module')
        .map((one) => ({ type: one.type, entry: uncountedEntry(one) })),
    ],
    used,
  };
}

function uncountedEntry({ type, address, why }: Uncounted): Entry {
  return refusal(type, address, why);
}

type Held =
  | { readonly fault: string }
  | { readonly inputs: Values }
  | { readonly blocks: readonly Block[] };

/** Values of a `.tfvars` name no others. */
function noNames(effort: Effort): Scope {
  const value = (name: string) => new Unknown(`${name} has no value where it is named`);
  return { effort, resolve: (name) => ({ value: value(name), used: 0 }), file: value };
}

function heldBy({ name, text }: ExportedFile, read: ReadSyntax, effort: Effort): Held {
  if (name.endsWith('.tfvars.json')) {
    try {
      const data: unknown = JSON.parse(text);
      return { inputs: isRecord(data) ? (data as Values) : {} };
    } catch (error) {
      return { fault: `it is no JSON: ${error instanceof Error ? error.message : error}` };
    }
  }
  if (name.endsWith('.json')) {
    return { fault: 'configuration in JSON is not read: give what terraform show -json tells' };
  }
  const tree = read(text);
  if ('fault' in tree) {
    return tree;
  }
  const { attributes, blocks } = bodyOf(tree.root.children.find(({ type }) => type === 'body'));
  return name.endsWith('.tfvars')
    ? {
        inputs: Object.fromEntries(
          [...attributes].map(([key, node]) => [key, evaluated(node, noNames(effort))]),
        ),
      }
    : { blocks };
}

function pathOf(name: string): string {
  return posix.resolve('/', name.replaceAll('\\', '/'));
}

function folderOf(name: string): string {
  return posix.dirname(pathOf(name));
}

/** Returns the folder in which all of these are, or which all of them are. */
function commonFolder([first = '/', ...others]: readonly string[]): string {
  const isIn = (folder: string) => folder === first || folder.startsWith(`${first}/`);
  return first === '/' || others.every(isIn)
    ? first
    : commonFolder([posix.dirname(first), ...others]);
}

/** Returns the folders where it begins: those that no other calls, and one of each circle. */
function rootsOf(folders: Folders, effort: Effort): readonly string[] {
  const callsOf = (folder: string) =>
    (folders.get(folder) ?? [])
      .filter(({ type }) => type === 'module')
      .flatMap(({ attributes }) => attributes.get('source') ?? [])
      .map((source) => inFolder(folder, asText(evaluated(source, noNames(effort))) ?? ''))
      .filter((one) => one !== folder);
  const all = [...folders.keys()];
  const called = new Set(all.flatMap(callsOf));
  const reached = new Set<string>();
  const reach = (folder: string) => {
    if (!reached.has(folder)) {
      reached.add(folder);
      callsOf(folder).forEach(reach);
    }
  };
  return [...all.filter((folder) => !called.has(folder)), ...all].filter((folder) => {
    const isNew = !reached.has(folder);
    reach(folder);
    return isNew;
  });
}

/** What a data source looks something up by. */
const LOOKS_UP_BY = ['name', 'username', 'email'];

/** Returns the addresses of resources that data sources look up, by those of the latter. */
function lookedUp(instances: readonly Instance[]): ReadonlyMap<string, string> {
  const keysOf = ({ type, values }: Instance) =>
    LOOKS_UP_BY.flatMap((by) =>
      typeof values[by] === 'string' ? [JSON.stringify([type, by, values[by]])] : [],
    );
  const made = new Map(
    instances
      .filter(({ isData }) => !isData)
      .flatMap((one) => keysOf(one).map((key) => [key, one.address] as const)),
  );
  return new Map(
    instances
      .filter(({ isData }) => isData)
      .flatMap((one) => {
        const found = keysOf(one).flatMap((key) => made.get(key) ?? []);
        return found.slice(0, 1).map((address) => [one.address, address] as const);
      }),
  );
}

/** Whether somebody is looked up by what is known. */
function isKnownUser({ type, values }: Instance): boolean {
  return type.endsWith('_user') && LOOKS_UP_BY.some((by) => typeof values[by] === 'string');
}

/** What data sources look up that stands nowhere in these files, if it would page somebody. */
function elsewhere({ type, address, isData }: Instance) {
  const pages = /_(?:schedule|escalation|escalation_policy|escalation_chain)$/u.test(type);
  const why = 'it is looked up, and made elsewhere: give those files too, or an export';
  return isData && pages ? [{ type, entry: refusal(type, address, why) }] : [];
}

/** What no config of ours has a place for: that it is not known is no loss. */
const UNUSED = ['description', 'slack', 'telegram', 'msteams', 'templates'];

/** Returns what is known of values, and what is not: of a list that has a gap nothing is kept. */
function knownOf(
  values: Values,
  same: ReadonlyMap<string, string>,
  path = '',
): { readonly values: Readonly<Record<string, unknown>>; readonly gaps: readonly string[] } {
  const gaps: string[] = [];
  const kept: (readonly [string, unknown])[] = [];
  for (const [name, value] of Object.entries(values)) {
    const here = `${path}${name}`;
    const gap = gapOf(value);
    if (gap === undefined) {
      kept.push([name, part(value, here)]);
    } else if (!UNUSED.includes(name)) {
      gaps.push(`${here}: ${gap.why}`);
    }
  }
  return { values: Object.fromEntries(kept), gaps };

  function part(value: Value, here: string): unknown {
    if (isList(value)) {
      return value.map((one, i) => part(one, value.length === 1 ? here : `${here}[${i}]`));
    }
    if (isValues(value)) {
      const inner = knownOf(value, same, `${here}.`);
      gaps.push(...inner.gaps);
      return inner.values;
    }
    return typeof value === 'string' ? (same.get(value) ?? value) : value;
  }
}

function gapOf(value: Value): Unknown | undefined {
  if (value instanceof Unknown) {
    return value;
  }
  return isList(value) ? value.find((one) => one instanceof Unknown) : undefined;
}
