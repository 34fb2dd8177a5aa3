import type { Actor } from '../../actor/actor.ts';
import type { Alert } from '../../alert/alert.ts';
import { omit } from '../../collections/omit.ts';
import { own } from '../../collections/own.ts';
import { openHours } from '../../oncall/hours.ts';
import type {
  AccessRule,
  AccessRules,
  AfterHours,
  PatientLimit,
} from '../../privacy/monitoring.ts';
import type { Instant } from '../../time/instant.ts';
import { type Assessment, Draft } from '../draft.ts';
import { entryOf } from '../entry.ts';
import { reconcile } from '../reconcile.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import { type AccessBreach, accessAlert } from './alert.ts';
import { recordAccessItemId } from './item.ts';
import { noteRelations } from './relations.ts';
import type { RecordAccessEntry, Relation } from './state.ts';
import { type PatientAccess, slideOver } from './window.ts';

/**
 * A time that moves by less than this share of a rule's own is not written: a record is accessed
 * many times in a row.
 */
const WRITTEN_EACH = 1 / 10;

/** How many accesses are known to have been alerted: the newest. */
const MOST_ALERTED = 100;

/** A user accessed the record of a patient. */
export interface RecordAccess {
  /** The patient's pseudonym; empty if it was not said whose record it was. */
  readonly patient: string;
  readonly at: Instant;
  /** The purposes of use that were given without a reason, by their codes in v3-ActReason. */
  readonly unexplained: readonly string[];
  /** Whether the sender has shown that user and patient are the same human. */
  readonly isOwn: boolean;
}

/** What was told of one user. */
export interface UserTold {
  /** The reference to the user, or a pseudonym: it is the subject of alerts. */
  readonly user: string;
  readonly accesses: readonly RecordAccess[];
  readonly relations: readonly Relation[];
}

/** Applies what was told of a user, in any order, to the user's item. */
export function applyAccesses(
  stored: SubjectState | undefined,
  { user, accesses, relations: told }: UserTold,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(recordAccessItemId(user), stored, now);
  if (rules.privacy !== undefined) {
    const { explainedBy, rules: asked } = rules.privacy;
    const counting: readonly string[] = [...explainedBy, 'Person'];
    const known = noteRelations(draft, told).filter(({ type }) => counting.includes(type));
    const relations = Map.groupBy(known, ({ patient }) => patient);
    judge({ draft, rules, user, relations }, asked, accesses);
  }
  reconcile(draft, rules);
  return draft.close(rules);
}

/** The accesses of a user while they are judged. */
interface Pass {
  readonly draft: Draft;
  readonly rules: RuleSet;
  readonly user: string;
  /** By the patient. */
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
}

/** A reason of care is no reason to break the glass without one, nor to open the own record. */
function judge(pass: Pass, rules: AccessRules, accesses: readonly RecordAccess[]): void {
  const { breakGlass, ownRecord, watchList, distinctPatients, afterHours } = rules;
  if (breakGlass !== undefined) {
    const isBroken = (purpose: string) => breakGlass.includes(purpose);
    const broken = accesses.filter(({ unexplained }) => unexplained.some(isBroken));
    alertEach(pass, 'breakGlass', broken);
  }
  const ofPatients = accesses.filter(({ patient }) => patient !== '');
  if (ownRecord !== undefined) {
    const own = ofPatients.filter((one) => one.isOwn || isRelated(pass, one, true));
    alertEach(pass, 'ownRecord', own);
  }
  const unexplained = ofPatients.filter((one) => !isRelated(pass, one));
  if (watchList !== undefined) {
    const watched = unexplained.filter(({ patient }) => watchList.includes(patient));
    alertEach(pass, 'watchList', watched);
  }
  if (distinctPatients !== undefined) {
    count(pass, 'distinctPatients', distinctPatients, unexplained);
  }
  if (afterHours !== undefined) {
    count(pass, 'afterHours', afterHours, outsideHours(afterHours, unexplained));
  }
}

/** Whether the user had a reason of care for the patient then; or was the patient (`own`). */
function isRelated({ relations }: Pass, { patient, at }: PatientAccess, own?: true): boolean {
  const known = relations.get(patient) ?? [];
  return known.some((one) => one.own === own && one.from <= at && at <= one.until);
}

function outsideHours(
  { workingHours, timeZone }: AfterHours,
  accesses: readonly RecordAccess[],
): readonly RecordAccess[] {
  if (accesses.length === 0) {
    return accesses;
  }
  const from = accesses.reduce((first, { at }) => Math.min(first, at), Infinity);
  const to = accesses.reduce((last, { at }) => Math.max(last, at), 0) + 1;
  const open = openHours(workingHours, timeZone, { from, to });
  return accesses.filter(({ at }) => !open.some((span) => span.from <= at && at < span.to));
}

function known({ draft }: Pass, rule: AccessRule): RecordAccessEntry | undefined {
  return entryOf('record-access', draft.get(rule));
}

/** Alerts accesses of which each is wrong by itself, unless they were alerted before. */
function alertEach(pass: Pass, rule: AccessRule, accesses: readonly RecordAccess[]): void {
  const before = known(pass, rule);
  const alerted = new Map(Object.entries(before?.patients ?? {}));
  const oldest = alerted.size < MOST_ALERTED ? -Infinity : Math.min(...alerted.values());
  const news = accesses
    .filter((one) => one.at > oldest && !alerted.has(accessKey(one)))
    .toSorted((a, b) => a.at - b.at);
  const [first] = news;
  if (first === undefined) {
    return;
  }
  for (const one of news) {
    alerted.set(accessKey(one), one.at);
  }
  const newest = [...alerted].toSorted(([, a], [, b]) => b - a).slice(0, MOST_ALERTED);
  const entry: RecordAccessEntry = {
    ...before,
    kind: 'record-access',
    rule,
    patients: Object.fromEntries(newest),
    notedAt: pass.draft.now,
  };
  if (before?.alert === undefined) {
    fire(pass, entry, { startsAt: first.at });
  } else {
    pass.draft.put(rule, entry);
  }
}

/** An alert of one access says nothing of another of the same patient, which may be told later. */
function accessKey({ patient, at }: PatientAccess): string {
  return `${patient}@${at.toString(36)}`;
}

/**
 * Counts the patients in any window, unless the rule's alert fires: until somebody has ended it,
 * more of them only tell what is over then.
 */
function count(
  pass: Pass,
  rule: AccessRule,
  limit: PatientLimit,
  accesses: readonly RecordAccess[],
): void {
  const before = known(pass, rule);
  const { patients: stored = {}, countsFrom = -Infinity } = before ?? {};
  const news = accesses.filter(({ at }) => at > countsFrom);
  const newest = news.reduce((last, { at }) => Math.max(last, at), countsFrom);
  if (before?.alert !== undefined) {
    if (newest > countsFrom) {
      pass.draft.put(rule, { ...before, countsFrom: newest });
    }
    return;
  }
  const kept = Object.entries(stored).map(([patient, at]) => ({ patient, at }));
  const unexplained = kept.filter((one) => !isRelated(pass, one));
  const { patients, breachedAt } = slideOver([...unexplained, ...news], limit);
  const noted = { ...before, kind: 'record-access', rule, notedAt: pass.draft.now } as const;
  if (breachedAt !== undefined) {
    const last = Math.max(newest, ...Object.values(stored));
    fire(pass, { ...noted, patients: {}, countsFrom: last }, { startsAt: breachedAt });
  } else if (isWorthWriting(stored, patients, limit)) {
    pass.draft.put(rule, { ...noted, patients });
  }
}

type Patients = RecordAccessEntry['patients'];

function isWorthWriting(stored: Patients, now: Patients, { per }: PatientLimit): boolean {
  const patients = Object.entries(now);
  return (
    patients.length !== Object.keys(stored).length ||
    patients.some(([patient, at]) => {
      const last = own(stored, patient);
      return last === undefined || at - last >= per * WRITTEN_EACH;
    })
  );
}

function fire(
  { draft, rules, user }: Pass,
  entry: RecordAccessEntry,
  breach: Omit<AccessBreach, 'subject'>,
): void {
  const alert = accessAlert(rules, entry.rule, { subject: user, ...breach });
  if (alert !== undefined) {
    draft.fire(entry.rule, entry, alert);
  }
}

/** A person has dealt with alerts, as they said at `at`. */
export interface AccessDismissal {
  readonly alerts: readonly Pick<Alert, 'fingerprint' | 'startsAt'>[];
  readonly who: Actor;
  readonly at: Instant;
}

/**
 * Ends alerts about a user because a person has dealt with them: only those that were meant, and
 * only if no further access was alerted since the person said so.
 */
export function dismissAccessAlerts(
  stored: SubjectState,
  { alerts, who, at }: AccessDismissal,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(stored.subject, stored, now);
  for (const [key, entry] of draft.entries()) {
    const ended = entryOf('record-access', entry);
    const { alert } = ended ?? {};
    const isMeant = alerts.some(
      ({ fingerprint, startsAt }) =>
        alert?.fingerprint === fingerprint && alert.startsAt === startsAt,
    );
    if (ended === undefined || alert === undefined || !isMeant || ended.notedAt > at) {
      continue;
    }
    draft.resolve(alert, 'ended_by_hand', who);
    draft.put(key, omit(ended, 'alert', 'assertedAt'));
  }
  return draft.close(rules);
}
