import { parse } from 'yaml';

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

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
