import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { fingerprint } from '#core/alert/fingerprint.ts';
import { groupHash } from '#core/alert/group-key.ts';
import { incidentId, parseIncidentId } from '#core/incident/incident.ts';
import { type Instant, utcDate } from '#core/time/instant.ts';
import { type TrendPoint, trendPlace } from '#core/trend/point.ts';
import type { OrderedAt } from '#usecases/ports.ts';
import type { ControlKind } from '../stored/controls.ts';
import type { TrendRow } from '../trend-rows.ts';

/** The number of lanes of the due index, which keep a single partition from taking every write. */
export const DUE_LANES = 4;

/**
 * The number of lanes of the index `day` for the incidents of one day: a partition takes 1,000
 * writes a second.
 */
const DAY_LANES = 4;

/**
 * The kinds of items that can be due; each kind has its own lanes, so that each is queried
 * separately.
 */
export type DueKind = 'subject' | 'incident' | 'page';

/** A primary key in the form of the SDK. */
export type Key = Readonly<Record<string, AttributeValue>>;

const INCIDENT = 'incident#';
const ALERTS = 'alerts#';
const PAGE = 'page#';

export function subjectKey(subject: string): Key {
  return { pk: { S: subject } };
}

/**
 * Returns the partition of everything about one group key, and the prefix of its incidents' sort
 * keys.
 */
export function incidentsOf(groupKey: string): { readonly pk: string; readonly prefix: string } {
  return { pk: groupHash(groupKey), prefix: INCIDENT };
}

/** Undefined if the text is not an incident's id: such an incident does not exist. */
export function incidentKey(id: string): Key | undefined {
  const parts = parseIncidentId(id);
  if (parts === undefined) {
    return undefined;
  }
  return key(parts.groupHash, INCIDENT + padded(parts.episode));
}

/**
 * The key of a chunk of an incident's alerts, beside it. Undefined if the text is not an incident's
 * id.
 */
export function alertsKey(incident: string, chunk: string): Key | undefined {
  const parts = parseIncidentId(incident);
  return parts && key(parts.groupHash, `${ALERTS}${padded(parts.episode)}#${chunk}`);
}

/**
 * The key of a page, beside its incident, whose id is the part of the page's id before the first
 * dot. Undefined if there is none.
 */
export function pageKey(id: string): Key | undefined {
  const incident = parseIncidentId(id.split('.', 1)[0] ?? '');
  return incident && id.includes('.') ? key(incident.groupHash, PAGE + id) : undefined;
}

/** A partition, and what sort keys in it begin with. */
export interface Beside {
  readonly pk: string;
  readonly prefix: string;
}

/** Where the pages of an incident lie, whichever of them it still knows. */
export function pagesOf(incident: string): Beside | undefined {
  const parts = parseIncidentId(incident);
  return parts && { pk: parts.groupHash, prefix: `${PAGE}${incident}.` };
}

/** Where the chunks of an incident's alerts lie, whichever of them it names. */
export function alertsOf(incident: string): Beside | undefined {
  const parts = parseIncidentId(incident);
  return parts && { pk: parts.groupHash, prefix: `${ALERTS}${padded(parts.episode)}#` };
}

export function mailboxKey(responder: string, channel: string): Key {
  return key(`mailbox#${responder}#${channel}`, 'mailbox');
}

/** The key of the turns of a step. */
export function turnsKey(of: string): Key {
  return key(`turns#${of}`, 'turns');
}

/** The key of what people set at run time: one small partition for each kind. */
export function controlKey(kind: ControlKind, id: string): Key {
  return key(kind, id);
}

/** The key of an entry of the audit trail: one partition for each UTC date. */
export function auditKey(date: string, place: string): Key {
  return key(auditOf(date).pk, place);
}

/** Where the entries of a date lie; their places begin with it. */
export function auditOf(date: string): Beside {
  return { pk: `day#${date}`, prefix: date };
}

/** The key of a point of a trend: one partition for each series. */
export function trendKey(point: TrendPoint): Key {
  return key(point.series, trendPlace(point));
}

/**
 * The key of a row among the trends: a point of a series, a series in a subject's list, or a tally
 * of an objective.
 */
export function trendRowKey({ partition, place }: TrendRow): Key {
  return key(partition, place);
}

/**
 * The entry of an item in the due index: its lane, and fractions of a millisecond that make its
 * sort key unique there.
 */
export interface DueIndexEntry {
  readonly lane: string;
  readonly decimals: string;
}

/**
 * The fractions matter to dynalite, which distinguishes entries with the same lane and time by 24
 * bits of a hash: in a storm, in which a thousand pages are due at once, one replaced another,
 * which was never found again.
 */
export function dueIndexEntry(kind: DueKind, id: string): DueIndexEntry {
  const hash = fingerprint([id]);
  return {
    lane: laneKey(kind, Number.parseInt(hash.slice(-4), 16) % DUE_LANES),
    decimals: decimalsOf(hash),
  };
}

function decimalsOf(hash: string): string {
  return String(Number.parseInt(hash.slice(0, 10), 16)).padStart(13, '0');
}

/** The index key of a lane of the due items of a kind; lanes are 0-based. */
export function laneKey(kind: DueKind, lane: number): string {
  return `${kind}#${lane}`;
}

/** The index key of an incident among those of the day on which it was opened. */
export function dayKey(id: string, openedAt: Instant): string {
  return `${utcDate(openedAt)}#${Number.parseInt(fingerprint([id]).slice(-4), 16) % DAY_LANES}`;
}

/** All index keys of a day: its lanes, and the single key of versions before there were lanes. */
export function dayKeys(day: Instant): readonly string[] {
  const date = utcDate(day);
  return [date, ...Array.from({ length: DAY_LANES }, (_, lane) => `${date}#${lane}`)];
}

/** The index key of a page among those of the day on which it was ordered. */
export function pageDayKey({ at, id }: OrderedAt): string {
  return `pages#${utcDate(at)}#${Number.parseInt(fingerprint([id]).slice(-4), 16) % DAY_LANES}`;
}

/** The index keys of the pages of a day. */
export function pageDayKeys(day: Instant): readonly string[] {
  return Array.from({ length: DAY_LANES }, (_, lane) => `pages#${utcDate(day)}#${lane}`);
}

/**
 * The place of a page in the index of its day: its moment, and fractions of a millisecond that no
 * other page has, so that thousands of one moment are found one behind the other.
 */
export function pagePlace({ at, id }: OrderedAt): string {
  return id === '' ? String(at) : `${at}.${decimalsOf(fingerprint([id]))}`;
}

/** The number of marks of changes: a partition takes 1,000 writes a second. */
const MARK_LANES = 4;

/** The key of the mark that a change of an incident sets. */
export function markKey(id: string): Key {
  return markOf(Number.parseInt(fingerprint([id]).slice(-4), 16) % MARK_LANES);
}

/** The keys of all marks. */
export function markKeys(): readonly Key[] {
  return Array.from({ length: MARK_LANES }, (_, lane) => markOf(lane));
}

function markOf(lane: number): Key {
  return key(`changed#${lane}`, 'mark');
}

/** Returns the id of the item that an index entry points at. */
export function idOf(kind: DueKind, { pk, sk }: Key): string {
  const partition = pk?.S ?? '';
  const sort = sk?.S ?? '';
  switch (kind) {
    case 'subject':
      return partition;
    case 'incident':
      return incidentId(partition, Number(sort.slice(INCIDENT.length)));
    case 'page':
      return sort.slice(PAGE.length);
  }
}

function key(pk: string, sk: string): Key {
  return { pk: { S: pk }, sk: { S: sk } };
}

function padded(episode: number): string {
  return String(episode).padStart(10, '0');
}
