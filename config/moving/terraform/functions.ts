import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { dataOf } from '../records.ts';
import {
  asText,
  distinct,
  entriesOf,
  inOrder,
  isList,
  isValues,
  namesIn,
  setOf,
  Unknown,
  unknownIn,
  type Value,
  type Values,
} from './values.ts';

type Lambda = (...args: readonly Value[]) => Value | undefined;

/**
 * Calls a function of Terraform; a value that is not known comes of one that is not here, or of
 * arguments that are not known or do not fit.
 */
export function called(name: string, args: readonly Value[]): Value {
  const lenient = LENIENT.get(name);
  if (lenient !== undefined) {
    return lenient(...args) ?? unfit(name);
  }
  const known = FUNCTIONS.get(name);
  if (known === undefined) {
    return new Unknown(`${name}() is known to Terraform alone`);
  }
  const gap = args.find((one) => one instanceof Unknown);
  return gap ?? known(...args) ?? unfit(name);
}

function unfit(name: string): Unknown {
  return new Unknown(`${name}() does not fit what it is given`, true);
}

/** Functions that deal with what is not known, or not there. */
const LENIENT: ReadonlyMap<string, Lambda> = mapOf({
  try: (...args) => args.find((one) => !(one instanceof Unknown && one.isError)),
  can: (one = null) => (one instanceof Unknown ? (one.isError ? false : one) : true),
  lookup: (map = null, key = null, otherwise) => {
    if (map instanceof Unknown || key instanceof Unknown) {
      return map instanceof Unknown ? map : key;
    }
    return isValues(map) && Object.hasOwn(map, String(key)) ? map[String(key)] : otherwise;
  },
  coalesce: (...args) => args.find((one) => one !== null && one !== ''),
});

const FUNCTIONS: ReadonlyMap<string, Lambda> = mapOf({
  toset: (list) => ifList(list, setOf),
  tolist: (list) => ifList(list, (all) => [...all]),
  tomap: (map = null) => (isValues(map) ? map : undefined),
  tostring: (one = null) => (one === null ? null : asText(one)),
  tonumber: (one = null) => (one === null ? null : numberIn(one)),
  tobool: (one) => ({ true: true, false: false })[String(one)],
  sensitive: (one) => one,
  nonsensitive: (one) => one,
  length: (one = null) => (typeof one === 'string' ? one.length : entriesOf(one)?.length),
  keys: (map) => ifValues(map, namesIn),
  values: (map) => ifValues(map, (all) => namesIn(all).map((key) => all[key] ?? null)),
  merge: (...maps) => Object.assign({}, ...maps.filter((one) => one !== null)),
  concat: (...lists) => (lists.every(isList) ? lists.flat() : undefined),
  flatten: (list) => ifList(list, (all) => flat(all)),
  distinct: (list) => ifList(list, distinct),
  compact: (list) => ifList(list, (all) => all.filter((one) => one !== null && one !== '')),
  reverse: (list) => ifList(list, (all) => all.toReversed()),
  sort: (list) => ifList(list, (all) => inOrder(all.map(String))),
  slice: (list, from, to) => ifList(list, (all) => all.slice(Number(from), Number(to))),
  element: (list, index) => ifList(list, (all) => all[Number(index) % all.length]),
  index: (list, one) =>
    ifList(list, (all) => found(all.findIndex((other) => isSame(other, one ?? null)))),
  contains: (list, one) => ifList(list, (all) => all.some((other) => isSame(other, one ?? null))),
  one: (list) => ifList(list, (all) => (all.length > 1 ? undefined : (all[0] ?? null))),
  setunion: (...lists) => (lists.every(isList) ? setOf(lists.flat()) : undefined),
  setsubtract: (list, less) =>
    ifList(list, (all) =>
      ifList(less, (out) => setOf(all.filter((one) => !out.some((other) => isSame(one, other))))),
    ),
  setintersection: (...lists) =>
    lists.every(isList)
      ? setOf(
          (lists[0] ?? []).filter((one) =>
            lists.every((list) => list.some((other) => isSame(one, other))),
          ),
        )
      : undefined,
  setproduct: (...lists) => (lists.every(isList) ? products(lists) : undefined),
  zipmap: (keys, values) =>
    ifList(keys, (names) =>
      ifList(values, (all) =>
        Object.fromEntries(names.map((name, i) => [String(name), all[i] ?? null])),
      ),
    ),
  range: (...args) => ranged(args.map(Number)),
  sum: (list) => ifList(list, (all) => all.reduce<number>((sum, one) => sum + Number(one), 0)),
  max: (...args) => Math.max(...args.map(Number)),
  min: (...args) => Math.min(...args.map(Number)),
  abs: (one) => Math.abs(Number(one)),
  ceil: (one) => Math.ceil(Number(one)),
  floor: (one) => Math.floor(Number(one)),
  join: (by, ...lists) => lists.flat().map(String).join(String(by)),
  split: (by, text) => String(text).split(String(by)),
  lower: (text) => String(text).toLowerCase(),
  upper: (text) => String(text).toUpperCase(),
  title: (text) =>
    String(text).replace(/(?<![\p{L}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase()),
  trim: (text, of) => {
    const isOf = (letter = '') => letter !== '' && String(of).includes(letter);
    const letters = [...String(text)];
    const from = letters.findIndex((letter) => !isOf(letter));
    return from < 0
      ? ''
      : letters.slice(from, letters.findLastIndex((letter) => !isOf(letter)) + 1).join('');
  },
  trimspace: (text) => String(text).trim(),
  trimprefix: (text, start) =>
    String(text).startsWith(String(start))
      ? String(text).slice(String(start).length)
      : String(text),
  trimsuffix: (text, end) =>
    String(text).endsWith(String(end))
      ? String(text).slice(0, String(text).length - String(end).length)
      : String(text),
  startswith: (text, start) => String(text).startsWith(String(start)),
  endswith: (text, end) => String(text).endsWith(String(end)),
  strcontains: (text, part) => String(text).includes(String(part)),
  substr: (text, from, count) =>
    String(text).slice(Number(from), Number(count) < 0 ? undefined : Number(from) + Number(count)),
  /** A pattern between slashes is of RE2, and is left to Terraform. */
  replace: (text, part, by) =>
    /^\/.*\/$/su.test(String(part))
      ? new Unknown('replace() with a pattern is known to Terraform alone')
      : String(text).replaceAll(String(part), () => String(by)),
  timeadd: (time, duration) => {
    const moment = Date.parse(String(time)) + lengthOf(String(duration));
    return Number.isNaN(moment) ? undefined : new Date(moment).toISOString().replace('.000', '');
  },
  format: (text, ...args) => formatted(String(text), args),
  jsonencode: (one = null) => unknownIn(one) ?? JSON.stringify(one),
  jsondecode: decoded,
  yamldecode: decoded,
});

function mapOf(functions: Readonly<Record<string, Lambda>>): ReadonlyMap<string, Lambda> {
  return new Map(Object.entries(functions));
}

function ifList(list: Value | undefined, then: (all: readonly Value[]) => Value | undefined) {
  return list !== undefined && isList(list) ? then(list) : undefined;
}

function ifValues(map: Value | undefined, then: (all: Values) => Value | undefined) {
  return map !== undefined && isValues(map) ? then(map) : undefined;
}

/** Whether two values are the same to Terraform, for which 1 and "1" are not. */
export function isSame(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function decoded(text: Value | undefined): Value {
  const held = dataOf({ name: 'what is decoded', text: String(text) });
  return 'fault' in held
    ? new Unknown(held.fault, true)
    : ((held.data as Value | undefined) ?? null);
}

function found(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

function numberIn(one: Value): number | undefined {
  const number = Number(asText(one));
  return Number.isNaN(number) ? undefined : number;
}

function flat(list: readonly Value[]): readonly Value[] {
  return list.flatMap((one) => (isList(one) ? flat(one) : [one]));
}

/** The longest list that `setproduct` makes. */
const MOST_PRODUCTS = 100_000;

function products(lists: readonly (readonly Value[])[]): readonly Value[] | undefined {
  if (lists.reduce((length, list) => length * list.length, 1) > MOST_PRODUCTS) {
    return undefined;
  }
  return lists.reduce<readonly (readonly Value[])[]>(
    (all, list) => all.flatMap((one) => list.map((next) => [...one, next])),
    [[]],
  );
}

/** The longest list that `range` makes. */
const LONGEST = 1024;

function ranged([first = 0, last, step = 1]: readonly number[]): readonly Value[] | undefined {
  const [from, to] = last === undefined ? [0, first] : [first, last];
  const length = Math.max(0, Math.ceil((to - from) / step));
  return length <= LONGEST ? Array.from({ length }, (_, i) => from + i * step) : undefined;
}

/** `%s`, `%d` and `%v`, with zeros before a number as `%02d` asks. */
function formatted(text: string, args: readonly Value[]): Value {
  let next = 0;
  const odd = /%(?!%|[sdv]|0\d{1,2}d)/u.exec(text.replaceAll('%%', ''));
  if (odd !== null) {
    return new Unknown('format() with this form is known to Terraform alone');
  }
  return text.replace(/%(?:%|([sdv])|0(\d{1,2})d)/gu, (all, kind, width) => {
    if (all === '%%') {
      return '%';
    }
    const one = String(args[next++] ?? '');
    return kind === undefined ? one.padStart(Number(width), '0') : one;
  });
}

/** Milliseconds of a duration as Go writes it, such as `1h30m` or `-10m`. */
function lengthOf(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|m|s)/gu)];
  const units: Readonly<Record<string, number>> = { h: HOUR, m: MINUTE, s: SECOND };
  const isWhole = parts.map(([all]) => all).join('') === duration.replace(/^-/u, '');
  const length = parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
  return isWhole ? (duration.startsWith('-') ? -length : length) : Number.NaN;
}
