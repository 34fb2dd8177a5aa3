import { readFileSync } from 'node:fs';
import { Document, parse, parseDocument, stringify } from 'yaml';
import { type JsonSchema, jsonSchema, schemaAt } from '#config/json-schema.ts';
import { type Loaded, loadConfig } from '#config/load.ts';
import { CONDITIONS } from '#config/schema/condition.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';
import type { Config } from '#core/team/config.ts';
import { proveReachability } from '#core/team/reachability.ts';
import { parseDuration } from '#core/time/duration.ts';

type Mapping = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/**
 * The config that completes what a document shows a part of, with two services that documents speak
 * of and the example hospital does not have.
 */
const HOSPITAL: Mapping = withServices(
  parse(readFileSync('examples/hospital/wardbell.yaml', 'utf8')),
);

/** Placeholders for values that only the reader has. */
const STAND_INS: Mapping = { 'uuid_sha256: …': `uuid_sha256: ${'0123456789abcdef'.repeat(4)}` };

/** The moment is fixed, so that the proof of a year does not depend on the day of the test. */
const FROM = Date.parse('2026-01-06T00:00:00Z');

/**
 * Returns what is wrong with a config, or with a part of one put into the example hospital: its
 * lists in the place of those there, its mappings beside them. A warning is wrong too, and so is a
 * moment of the coming year at which nobody is reached.
 */
export function faultsOfConfig(text: string): readonly string[] {
  const loaded = loadShown(text);
  if (!loaded.ok) {
    return loaded.problems.map(({ message }) => message);
  }
  const gaps = proveReachability(loaded.config, FROM);
  const warnings = loaded.warnings.map(({ message }) => message);
  return [...warnings, ...gaps.map((gap) => `nobody is reached: ${JSON.stringify(gap)}`)];
}

/** Returns the config, completed in the same way. */
export function configShown(text: string): Config {
  const loaded = loadShown(text);
  if (loaded.ok) {
    return loaded.config;
  }
  throw new Error(loaded.problems.map(({ message }) => message).join());
}

function loadShown(text: string): Loaded {
  const data: Mapping = parse(withStandIns(text));
  return load('time_zone' in data ? data : put(data, HOSPITAL));
}

/** The smallest config with a place for every key. */
const PLACES: Mapping = parse(`
time_zone: UTC
sample_times: {}
turn_notices: {}
retention: {}
trends: {}
archive: {}
access: { sign_in: {}, roles: { viewer: {}, responder: {}, lead: {}, admin: { people: [anna] } } }
prometheus: {}
otlp: {}
fhir: {}
people:
  anna: { name: Anna, contacts: { sms: "+15550100101" }, notify: [{ channel: sms }] }
  you: { name: You, channels: [sms] }
schedules:
  icu-nurses: { layers: [{ people: [anna], only: [{ from: "00:00", to: "24:00" }] }] }
  ward:
    layers:
      - { people: [anna, you], hand_offs: [{ at: ["07:00"] }], starts: 2026-01-05, except: [{ dates: [se] }] }
holidays: { se: { 2027-01-01: nyårsdagen } }
policies:
  later: { steps: [{ page: [person: anna] }] }
  ward: { steps: [{ page: [schedule: icu-nurses] }], fallback: [person: anna] }
services:
  icu: { policy: ward, severities: {}, flapping: {} }
rules:
  - { name: a, title: A, service: icu, metric: spo2, below: 80 }
  - { name: b, title: B, service: icu, metric: spo2, outside: [50, 120] }
  - { name: e, title: E, service: icu, metric: queue, unusual: both, floor: 1 }
slos:
  - { name: d, title: D, service: icu, metric: up, good: { equals: 1 }, target: 99.9 }
checks:
  - { name: c, title: C, service: icu, http: { url: "https://a/" } }
alerts:
  - { service: icu }
maintenance_windows:
  w: { where: ['rule="a"'], cron: "@daily", duration: 1h }
  v: { where: ['rule="a"'], rrule: FREQ=DAILY, starts: 2027-01-05 01:00, duration: 1h }
inhibit_rules:
  - { name: i, source: ['rule="a"'], target: ['rule="b"'] }
heartbeats:
  backup: { title: Backup failed, service: icu, period: 1h }
heartbeat_defaults: { service: icu, period: 1h }
`);

const SCHEMA = jsonSchema();

/** Returns all mappings by their path. */
const PATHS = pathsTo(PLACES);

/** Keys of which a mapping takes one. */
const EITHER: readonly (readonly string[])[] = [
  CONDITIONS,
  ['period', 'cron'],
  ['cron', 'rrule'],
  ['service', 'heartbeat'],
];

/** Returns every key that is allowed somewhere in a config. */
const CONFIG_KEYS: ReadonlySet<string> = keysOf(SCHEMA);

/** Whether some part of a config accepts this key with this value. */
export function isAcceptedSomewhere(key: string, value: unknown): boolean {
  const places = PATHS.filter((path) => key in (schemaAt(SCHEMA, path).properties ?? {}));
  return places.some((path) => load(withKey(PLACES, path, key, value)).ok);
}

const WEEKDAY = /^(mon|tue|wed|thu|fri|sat|sun)\b.*\d/;
const CRON = /^"?(@[a-z]+|([\d*/,#A-Z-]+ ){4}[\d*/,#A-Z-]+)"?$/;
const MATCHER = /^"?[\w.:]+"?(=~|!~|!=|=)".*"$/;
const KEY = /^([a-z_]+): (.*)$/s;
const DURATION = /^\d+(\.\d+)?(w|d|h|m|s|ms|min|sec)\w*$/;
const FLOW = /^[[{].*[\]}]$/s;

/**
 * Returns what is wrong with a piece of config syntax in a sentence, undefined if nothing is or if
 * it is no such piece. An ellipsis stands for what only the reader knows.
 */
export function faultOfSyntax(text: string): string | undefined {
  const fault = `no place of a config takes ${text}`;
  const [, key = '', value = ''] = KEY.exec(text) ?? [];
  if (CONFIG_KEYS.has(key) && !value.includes('…')) {
    return isAcceptedSomewhere(key, parse(value)) ? undefined : fault;
  }
  if (WEEKDAY.test(text)) {
    return isAcceptedSomewhere('only', [text]) ? undefined : fault;
  }
  if (CRON.test(text)) {
    return isAcceptedSomewhere('cron', text.replaceAll('"', '')) ? undefined : fault;
  }
  if (DURATION.test(text) && parseDuration(text) === undefined) {
    return `${text} is no duration`;
  }
  return FLOW.test(text) && !text.includes('…') ? faultOfFlow(text) : faultOfMatchers(text);
}

/**
 * Returns a list or mapping on one line; one that names its keys only says what may stand in it.
 */
function faultOfFlow(text: string): string | undefined {
  const shown = parseDocument(text);
  const value: unknown = shown.errors.length === 0 ? shown.toJS() : undefined;
  const fault = `no place of a config takes ${text}`;
  if (isList(value, isMapping)) {
    return LISTS.some((key) => isAcceptedSomewhere(key, value)) ? undefined : fault;
  }
  if (isList(value, isMatcher)) {
    return isAcceptedSomewhere('where', value) ? undefined : fault;
  }
  if (!isMapping(value) || Object.values(value).includes(null)) {
    return undefined;
  }
  if (!Object.keys(value).every((key) => CONFIG_KEYS.has(key))) {
    return undefined;
  }
  return PATHS.some((path) => load(withMapping(path, value)).ok) ? undefined : fault;
}

/** Keys that take lists of mappings. */
const LISTS = ['page', 'only', 'except', 'hand_offs', 'notify', 'steps', 'layers'];

const isMatcher = (value: unknown) => typeof value === 'string' && MATCHER.test(value);

function isList(value: unknown, isElement: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isElement);
}

function withMapping(path: Path, value: Mapping): Mapping {
  const document = new Document(PLACES);
  document.setIn(path, value);
  return document.toJS();
}

/** One matcher, or several as a shell takes them: each in single quotes. */
function faultOfMatchers(text: string): string | undefined {
  const several = /^('[^']+' ?)+$/.test(text) ? text.match(/[^']+(?=')/g) : [text];
  for (const one of several ?? []) {
    const parsed = MATCHER.test(one) ? parseMatcher(one) : undefined;
    if (parsed?.ok === false) {
      return `${one}: ${parsed.reason}`;
    }
  }
  return undefined;
}

function withServices(config: Mapping): Mapping {
  const more = { it: { policy: 'ehr' }, lab: { policy: 'ehr' } };
  return { ...config, services: { ...(config['services'] as Mapping), ...more } };
}

function put(part: Mapping, whole: Mapping): Mapping {
  const entries = Object.entries(part).map(([key, value]) => {
    const there = whole[key];
    return [key, isMapping(value) && isMapping(there) ? { ...there, ...value } : value] as const;
  });
  return { ...whole, ...Object.fromEntries(entries) };
}

function withStandIns(text: string): string {
  return Object.entries(STAND_INS).reduce((all, [of, by]) => all.replaceAll(of, String(by)), text);
}

function pathsTo(node: unknown, path: Path = []): readonly Path[] {
  if (Array.isArray(node)) {
    return node.flatMap((value, index) => pathsTo(value, [...path, index]));
  }
  if (!isMapping(node)) {
    return [];
  }
  return [path, ...Object.entries(node).flatMap(([key, value]) => pathsTo(value, [...path, key]))];
}

/** Returns a copy with the key in the mapping that the path leads to. */
function withKey(whole: Mapping, path: Path, key: string, value: unknown): Mapping {
  const document = new Document(whole);
  for (const other of EITHER.find((keys) => keys.includes(key)) ?? []) {
    document.deleteIn([...path, other]);
  }
  document.setIn([...path, key], value);
  return document.toJS();
}

function keysOf({ properties = {}, additionalProperties, items }: JsonSchema): Set<string> {
  const below = [...Object.values(properties), additionalProperties, items];
  const keys = below.flatMap((schema) => (schema ? [...keysOf(schema)] : []));
  return new Set([...Object.keys(properties), ...keys]);
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function load(data: Mapping): Loaded {
  return loadConfig(stringify(data), 'wardbell.yaml');
}
