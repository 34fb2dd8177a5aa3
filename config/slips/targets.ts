import { closest, listOf } from '#core/text/closest.ts';
import type { Names } from '../schema/names.ts';

/** Suggests a target, or a list of targets, for a value that is none. */
export function targetSlip(input: unknown, wanted: string, names: Names): string | undefined {
  const isList = wanted.startsWith('a list');
  const meant = targetMeant(input, names);
  if (meant !== undefined) {
    return `write ${isList ? `[${meant}]` : meant}`;
  }
  if (typeof input !== 'string') {
    return undefined;
  }
  if (/^(every(body|one)|all|team|anyone|\*)$/iu.test(input)) {
    const people = names.people.slice(0, 4).map((id) => `person: ${id}`);
    const list = people.length === 0 ? 'person: anna, person: bo' : people.join(', ');
    return `there is no word for all: name each, [${list}]${names.people.length > 4 ? ' and so on' : ''}; or a schedule, for whoever is on call`;
  }
  const all = `schedules: ${some(names.schedules)}; people: ${some(names.people)}`;
  return `write schedule: or person: before a name that is defined (${all})`;
}

function targetMeant(input: unknown, names: Names): string | undefined {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    const [[kind, id] = []] = Object.entries(input);
    return typeof id === 'string' && (kind === 'schedule' || kind === 'person')
      ? `${kind}: ${id}`
      : undefined;
  }
  if (typeof input !== 'string') {
    return undefined;
  }
  const id = closest(input, [...names.schedules, ...names.people]) ?? input;
  if (names.schedules.includes(id)) {
    return `schedule: ${id}`;
  }
  return names.people.includes(id) ? `person: ${id}` : undefined;
}

function some(names: readonly string[]): string {
  return listOf(names, 12) || 'none';
}

/** `{ host: ehr }`, `host == "ehr"` and the like for `host="ehr"`. */
export function matcherSlip(input: unknown, wanted: string): string | undefined {
  const meant = matchersMeant(input);
  if (meant === undefined || meant.length === 0) {
    return undefined;
  }
  const list = meant.map((matcher) => `'${matcher}'`).join(', ');
  return wanted.startsWith('a list') ? `write [${list}]` : `write ${list}`;
}

function matchersMeant(input: unknown): readonly string[] | undefined {
  if (typeof input === 'string') {
    return matchersIn(input);
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return undefined;
  }
  return Object.entries(input).flatMap(([name, value]) =>
    typeof value === 'object' ? [] : [`${name}="${value}"`],
  );
}

const ONE =
  /([\w.:/-]+)\s*(==?|!=|=~|!~|:)\s*(?:["'“”„‘’]([^"'“”„‘’]*)["'“”„‘’]|([^\s,{}"'“”„‘’]+))/gu;

function matchersIn(text: string): readonly string[] | undefined {
  const bare = text
    .trim()
    .replace(/^\{(.*)\}$/su, '$1')
    .replace(/^[‘'“](?=[\w.:/-]+\s*[=!])(.*)[’'”]$/su, '$1');
  const found = [...bare.matchAll(ONE)];
  const rest = bare.replace(ONE, '').replace(/[\s,"'“”„‘’]+|and/gu, '');
  if (rest !== '') {
    return undefined;
  }
  return found.map(([, name, op = '', quoted, plain]) => {
    const sign = op === '==' || op === ':' ? '=' : op;
    return `${name}${sign}"${quoted ?? plain}"`;
  });
}
