import { parse } from 'yaml';
import { isRecord, type Raw, textOf } from './fields.ts';
import { type Entry, leftOut, refusal } from './system.ts';
import { type Resource, resourcesOf } from './terraform/state.ts';

/** A file that was exported, by its name. */
export interface ExportedFile {
  readonly name: string;
  readonly text: string;
}

/** A thing of an export, and what the file says that it is, if it does. */
export interface Exported {
  /** The key above it, such as `schedules`, or the type of a resource of Terraform. */
  readonly section?: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly file: string;
}

/** The longest file that is read: an export of some thousand people has a few megabytes. */
const LARGEST = 50_000_000;

/** Returns the data of a file of JSON or YAML; a fault if it is neither. */
export function dataOf({ name, text }: ExportedFile): { data: unknown } | { fault: string } {
  if (text.length > LARGEST) {
    return { fault: `${name} has more than 50 MB, and is not read` };
  }
  try {
    // JSON is tried first: what reads YAML takes seconds for megabytes of it.
    return {
      data: /^\s*[[{]/u.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: 100 }),
    };
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split('\n');
    return { fault: `${name} is neither JSON nor YAML: ${why}` };
  }
}

/**
 * Returns the things that files of JSON hold: lists, what stands under `data` or `results`, and
 * under names of sections; or the resources of a state of Terraform.
 *
 * @param sections which keys of a file are sections
 * @param sectionOf what a thing is that stands under none
 * @param terraform what resources are, as the API tells them
 */
export function exportedBy(
  file: ExportedFile,
  data: unknown,
  { sections, sectionOf, ...shapes }: Shapes,
): readonly Exported[] {
  const resources = resourcesOf(data);
  if (resources !== undefined) {
    return ofTerraform(resources, file.name, shapes);
  }
  return things(data, sections).map(({ section, value }) => {
    const found = section ?? sectionOf(value);
    return { value, file: file.name, ...(found !== undefined && { section: found }) };
  });
}

/** How a system tells what its things are. */
export interface Shapes {
  readonly sections: Readonly<Record<string, string>>;
  sectionOf(value: Raw): string | undefined;
  /** How its types of resources begin; absent: Terraform has none. */
  readonly prefix?: string;
  /** Returns resources of it as its API tells the same things. */
  terraform(resources: readonly Resource[], file: string): readonly Exported[];
}

/** Returns the things of a system among resources of Terraform. */
export function ofTerraform(
  resources: readonly Resource[],
  file: string,
  { prefix, terraform }: Pick<Shapes, 'prefix' | 'terraform'>,
): readonly Exported[] {
  return terraform(
    resources.filter(({ type }) => prefix !== undefined && type.startsWith(prefix)),
    file,
  );
}

type Thing = Omit<Exported, 'file'>;

function things(data: unknown, sections: Shapes['sections'], section?: string): readonly Thing[] {
  if (Array.isArray(data)) {
    return data.flatMap((one) => things(one, sections, section));
  }
  if (!isRecord(data)) {
    return [];
  }
  const inner = ['data', 'results', 'nodes'].find((key) => typeof data[key] === 'object');
  if (inner !== undefined) {
    return things(data[inner], sections, section);
  }
  const named = Object.keys(data).filter((key) => Object.hasOwn(sections, key));
  const isFolder =
    section === undefined && named.length > 0 && textOf(data, 'id', 'name') === undefined;
  if (isFolder) {
    return named.flatMap((key) => things(data[key], sections, sections[key]));
  }
  return [{ value: data, ...(section !== undefined && { section }) }];
}

/** Returns how the things of a section are asked for. */
export function bySection(all: readonly Exported[]): (section: string) => readonly Raw[] {
  return (section) => all.filter((one) => one.section === section).map(({ value }) => value);
}

/** What of a system no config has a place for, by section: a reason, and whether it is a loss. */
export interface Others {
  /** Sections that a reader reads. */
  readonly read: readonly string[];
  /** Why the things of a section do not carry over. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Why the things of a section are not needed here. */
  readonly needless?: Readonly<Record<string, string>>;
}

/** Returns the entries of what a reader does not read. */
export function othersIn(
  all: readonly Exported[],
  { read, refused = {}, needless = {} }: Others,
): readonly Entry[] {
  return all
    .filter(({ section = '' }) => !read.includes(section))
    .map(({ section = 'object', value }) => {
      const name = textOf(value, 'name', 'summary', 'description', 'id') ?? '';
      const why = needless[section];
      const kind = section.replace(/ies$/u, 'y').replace(/s$/u, '');
      return why === undefined
        ? refusal(kind, name, refused[section] ?? 'this has no counterpart here')
        : leftOut(kind, name, why);
    });
}

/**
 * Puts together what several files tell of one thing, such as a list and the details of each:
 * things of one section and id.
 */
export function mergedById(all: readonly Exported[]): readonly Exported[] {
  const merged = new Map<string, Exported>();
  for (const [i, one] of all.entries()) {
    const id = textOf(one.value, 'id');
    const key = id === undefined ? `${i}` : JSON.stringify([one.section, id]);
    const known = merged.get(key);
    merged.set(key, { ...one, value: { ...known?.value, ...one.value } });
  }
  return [...merged.values()];
}
