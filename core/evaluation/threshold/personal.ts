import { omit } from '../../collections/omit.ts';
import { breaches, type ThresholdRule } from '../../rule/threshold.ts';
import { fromJsonNumber, type JsonNumber, toJsonNumber } from '../../sample/json-number.ts';
import type { Sample } from '../../sample/sample.ts';
import { type Duration, type Instant, MINUTE } from '../../time/instant.ts';
import { isMeant, isRetraction } from '../retraction.ts';
import { OUT_OF_ORDER, type Step } from '../step.ts';
import type { ThresholdEntry } from './state.ts';

/** How long a sample may take to judge an alert that the limit of today would not have made. */
const IN_DOUBT_FOR: Duration = MINUTE;

/**
 * Applies what a limit of one subject, set or ended, means for a sample, behind what the sample has
 * done to the entry by the limit that holds now. What breaches only the config's own limit is
 * noted, once when that begins: when the limit of the subject ends, it counts. An alert made by
 * another limit is told again with the first value that breaches this one.
 */
export function applyPersonal(
  step: Step<ThresholdEntry>,
  state: ThresholdEntry | undefined,
  rule: ThresholdRule,
  sample: Sample,
): Step<ThresholdEntry> {
  const isConcerned =
    rule.personal !== undefined ||
    state?.spared !== undefined ||
    state?.alert?.limitSetBy !== undefined;
  if (!isConcerned || step === OUT_OF_ORDER) {
    return step;
  }
  const entry = 'entry' in step ? step.entry : state;
  if (isRetraction(sample)) {
    return takeBackSpared(step, entry, sample);
  }
  if (entry?.phase === 'firing') {
    return confirmed(step, entry, rule, sample);
  }
  return entry?.phase === 'pending' ? step : spare(step, entry, rule, sample);
}

/** A value that breaches the limit of today confirms an alert that another limit has made. */
function confirmed(
  step: Step<ThresholdEntry>,
  entry: ThresholdEntry,
  rule: ThresholdRule,
  { at, value }: Sample,
): Step<ThresholdEntry> {
  return step.kind !== 'fire' && isInDoubt(entry, rule) && breaches(rule.condition, value, true)
    ? { kind: 'fire', entry: { ...omit(entry, 'doubtedAt'), changedAt: at } }
    : step;
}

/** A value that is taken back breaches no limit, and so not the config's either. */
function takeBackSpared(
  step: Step<ThresholdEntry>,
  known: ThresholdEntry | undefined,
  sample: Sample,
): Step<ThresholdEntry> {
  const { spared } = known ?? {};
  const isIt = spared?.at === sample.at && isMeant(sample, spared.value);
  return known !== undefined && isIt ? replaced(step, omit(known, 'spared')) : step;
}

function spare(
  step: Step<ThresholdEntry>,
  known: ThresholdEntry | undefined,
  rule: ThresholdRule,
  { metric, unit, labels, at, value, revision }: Sample,
): Step<ThresholdEntry> {
  const spared = known?.spared;
  const isCorrection = revision !== undefined && at === spared?.at;
  if (spared !== undefined && at <= spared.at && !isCorrection) {
    return step;
  }
  if (!breachesOwn(rule, value, spared !== undefined)) {
    return spared === undefined ? step : replaced(step, omit(known as ThresholdEntry, 'spared'));
  }
  if (spared !== undefined) {
    return step;
  }
  const series = { rule: rule.name, metric, labels, ...(unit !== undefined && { unit }) };
  const entry = known ?? { ...series, kind: 'threshold', phase: 'healthy', changedAt: 0 };
  return replaced(step, { ...entry, spared: { at, value: toJsonNumber(value) } });
}

function replaced(step: Step<ThresholdEntry>, entry: ThresholdEntry): Step<ThresholdEntry> {
  return 'entry' in step ? { ...step, entry } : { kind: 'remember', entry };
}

/** Whether a value breaches the config's limit, where another one holds for the subject. */
function breachesOwn({ personal }: ThresholdRule, value: number, isKnown: boolean): boolean {
  return personal !== undefined && breaches(personal.own, value, isKnown);
}

/**
 * Returns an entry that is over, by a limit that is set, with the value that had made it what it
 * was, if that breaches the config's limit.
 */
export function spareValue(
  over: ThresholdEntry,
  { at, value }: { readonly at: Instant; readonly value: JsonNumber | undefined },
  rule: ThresholdRule,
): ThresholdEntry {
  const isSpared = value !== undefined && breachesOwn(rule, fromJsonNumber(value), false);
  return isSpared ? { ...over, spared: { at, value } } : over;
}

/**
 * Whether a firing alert was made by a limit of one subject that is over, or by the config's where
 * another one holds by now, and its value breaches the limit of today no more.
 */
export function isInDoubt({ alert, phase }: ThresholdEntry, rule: ThresholdRule): boolean {
  const value = alert?.value;
  return (
    phase === 'firing' &&
    value !== undefined &&
    (rule.personal !== undefined || alert?.limitSetBy !== undefined) &&
    !breaches(rule.condition, fromJsonNumber(value), true)
  );
}

/** Returns when an alert in doubt ends, if no sample decides before; at once to begin with. */
export function doubtEndsAt({ doubtedAt }: ThresholdEntry): Instant {
  return doubtedAt === undefined ? 0 : doubtedAt + IN_DOUBT_FOR;
}

/** Whether a value that was spared breaches the limit of today, or is spared by none any more. */
export function isSparedNoMore({ spared }: ThresholdEntry, rule: ThresholdRule): boolean {
  return (
    spared !== undefined &&
    (rule.personal === undefined || breaches(rule.condition, fromJsonNumber(spared.value), false))
  );
}
