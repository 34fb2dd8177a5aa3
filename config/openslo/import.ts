import { type Document, parseAllDocuments, stringify } from 'yaml';
import { Cannot } from './cannot.ts';
import { checked } from './checked.ts';
import { libraryOf } from './library.ts';
import { type OpenSlo, openSlo } from './schema.ts';
import { type Translated, translate } from './translate.ts';

/** A file of OpenSLO, by its name. */
export interface OpenSloFile {
  readonly name: string;
  readonly text: string;
}

/** What our config makes of files of OpenSLO. */
export interface Imported {
  /** The section `slos` of the config; empty if there is none. */
  readonly yaml: string;
  /** What becomes something else here, or is left out, and why. */
  readonly notes: readonly string[];
  /** What cannot be said here, and why: all of that SLO is left out. */
  readonly refused: readonly string[];
}

/** Reads documents of OpenSLO v1, and translates its SLOs. */
export function importOpenSlo(files: readonly OpenSloFile[]): Imported {
  const refused: string[] = [];
  const notes: string[] = [];
  const documents = files.flatMap((file) => documentsOf(file, refused));
  const library = libraryOf(documents);
  const slos = documents.flatMap((document) => {
    const { kind, metadata } = document;
    const named = `${kind} ${metadata.name}`;
    if (kind !== 'SLO') {
      const unused = UNUSED[kind];
      notes.push(...(unused === undefined ? [] : [`${named} is left out: ${unused}`]));
      return [];
    }
    const told: string[] = [];
    try {
      const translated = translate(document, library, (text) => told.push(`${named}: ${text}`));
      const taken = translated.map(checked);
      notes.push(...told);
      return taken;
    } catch (error) {
      if (!(error instanceof Cannot)) {
        throw error;
      }
      refused.push(`${named}: ${error.message}`);
      return [];
    }
  });
  return { yaml: slos.length === 0 ? '' : yamlOf(slos), notes, refused };
}

/** Kinds of which our config has other parts, or none. */
const UNUSED: Partial<Readonly<Record<OpenSlo['kind'], string>>> = {
  DataSource: 'samples are sent, and not asked for',
  Service: 'write it under services, with its policy',
  AlertNotificationTarget: 'people and policies say who is paged',
};

function documentsOf({ name, text }: OpenSloFile, refused: string[]): readonly OpenSlo[] {
  const parsed = parseAllDocuments(text);
  return (Array.isArray(parsed) ? parsed : []).flatMap((document, i) => {
    const place = `${name}, document ${i + 1}`;
    const held = contentsOf(document);
    if ('fault' in held) {
      refused.push(`${place} is no YAML: ${held.fault.split('\n')[0]}`);
      return [];
    }
    const read = openSlo.safeParse(held.data);
    if (read.success) {
      return [read.data];
    }
    refused.push(
      ...read.error.issues.map(
        ({ path, message }) => `${place}: ${path.join('.') || 'it'}: ${message}`,
      ),
    );
    return [];
  });
}

/** What a document holds; a fault if it is wrong, or has aliases of nothing, or of too much. */
function contentsOf(document: Document): { readonly data: unknown } | { readonly fault: string } {
  const [fault] = document.errors;
  if (fault !== undefined) {
    return { fault: fault.message };
  }
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) {
      throw error;
    }
    return { fault: error.message };
  }
}

function yamlOf(slos: readonly Translated[]): string {
  const entries = slos.map(({ comments, slo }) => {
    const lines = stringify([slo], { lineWidth: 0 }).trimEnd().split('\n');
    return [...comments.map((text) => `# ${text}`.trimEnd()), ...lines]
      .map((line) => `  ${line}`)
      .join('\n');
  });
  return `slos:\n${entries.join('\n')}\n`;
}
