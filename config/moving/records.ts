import { parse } from 'yaml';
import { isRecord, type Raw, textOf } from './fields.ts';
import { type Resource, resourcesOf } from './terraform.ts';

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
  { sections, sectionOf, terraform }: Shapes,
): readonly Exported[] {
  const resources = resourcesOf(data);
  if (resources !== undefined) {
    return terraform(resources, file.name);
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
  terraform(resources: readonly Resource[], file: string): readonly Exported[];
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
