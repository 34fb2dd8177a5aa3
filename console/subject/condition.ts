import type { SubjectRule } from '#api/client/index.ts';
import { duration, timeText } from '../frame/time.ts';
import { alertLimit, type ToldLimit } from '../incident/limit.ts';
import { locale, words } from '../words/index.ts';

const SECOND = 1_000;

/** What trips a rule, in the reader's language: `below 88 for 30 sec, until 90 or more`. */
export function conditionText({
  limit,
  over,
  across,
  forSeconds,
  window,
}: Pick<SubjectRule, 'over' | 'across' | 'forSeconds' | 'window'> & {
  readonly limit: ToldLimit;
}): string {
  const w = words.value.subject;
  const parts = [
    ...(over === undefined ? [] : [overTimeText(over)]),
    ...(across === undefined ? [] : [w.across[across.function](across.to ?? '')]),
    limitText(limit),
    ...(window === undefined ? [] : [w.inWindow(window.breaches, window.of)]),
    ...(forSeconds === undefined ? [] : [w.forSpan(duration(forSeconds * SECOND))]),
  ];
  return parts.join(' ') + clearText(limit);
}

/** The limit of an alert or a rule in the reader's language, of the platform's words for it. */
export function limitInWords(text: string): string {
  const known = alertLimit(text);
  return known === undefined ? text : conditionText(known);
}

/** What is made of several samples: `average over 10 min`. */
export function overTimeText({
  function: fn,
  seconds,
  per,
  aheadSeconds,
}: NonNullable<SubjectRule['over']>): string {
  const w = words.value.subject.overTime;
  const made = per === undefined ? w[fn] : `${w[fn]} ${w.per[per]}`;
  const then = aheadSeconds === undefined ? made : w.ahead(made, duration(aheadSeconds * SECOND));
  return w.over(then, duration(seconds * SECOND));
}

function limitText(limit: ToldLimit): string {
  const w = words.value.subject.limit;
  switch (limit.kind) {
    case 'below':
      return w.below(numberText(limit.limit));
    case 'above':
      return w.above(numberText(limit.limit));
    case 'outside':
      return w.outside(numberText(limit.low), numberText(limit.high));
    case 'equals':
      return w.equals(numberText(limit.value));
    case 'absent':
      return w.absent(duration(limit.seconds * SECOND));
    case 'stuck':
      return w.stuck(duration(limit.seconds * SECOND));
    case 'unusual':
      return w.unusual[limit.side];
    case 'usual':
      return w.usual(usualSpan(limit), weekday(limit.day), limit.hour);
    case 'all':
    case 'any':
      return limit.conditions
        .map((one) => `${one.metric} ${limitText(one.limit)}`)
        .join(limit.kind === 'all' ? w.and : w.or);
    case 'score':
      return limit.levels.map((level) => `${level.name}: ${levelText(level)}`).join('; ');
  }
}

/** The name of a day of the week, of which 0 is Monday, as 1 January 2024 was. */
function weekday(day: number): string {
  return timeText(Date.UTC(2024, 0, 1 + day), { weekday: 'long', timeZone: 'UTC' });
}

function usualSpan({ low, high, unit }: Extract<ToldLimit, { kind: 'usual' }>): string {
  const span = words.value.subject.limit.spanOf(numberText(low), numberText(high));
  return `${span} ${unit}`.trim();
}

type Level = Extract<ToldLimit, { kind: 'score' }>['levels'][number];

/** What reaches a level of a score: a total, or the points of one parameter. */
function levelText({ total, single }: Level): string {
  const w = words.value.subject.limit;
  const ways = [
    ...(total === undefined ? [] : [w.total(numberText(total))]),
    ...(single === undefined ? [] : [w.single(numberText(single))]),
  ];
  return ways.join(w.or);
}

/** Where an alert ends, if that is not where it begins. */
function clearText(limit: ToldLimit): string {
  const w = words.value.subject.clears;
  switch (limit.kind) {
    case 'below':
      return limit.clear === limit.limit ? '' : `, ${w.below(numberText(limit.clear))}`;
    case 'above':
      return limit.clear === limit.limit ? '' : `, ${w.above(numberText(limit.clear))}`;
    case 'outside':
      return limit.clearLow === limit.low && limit.clearHigh === limit.high
        ? ''
        : `, ${w.outside(numberText(limit.clearLow), numberText(limit.clearHigh))}`;
    case 'unusual':
      return limit.floor === undefined
        ? ''
        : `, ${words.value.subject.unusualBy(
            numberText(limit.marginPercent ?? 0),
            numberText(limit.floor),
            duration((limit.learnsForSeconds ?? 0) * SECOND),
          )}`;
    default:
      return '';
  }
}

/** A number as the language writes it; an infinity is a text. */
export function numberText(value: number | string): string {
  return typeof value === 'number'
    ? value.toLocaleString(locale.value, { maximumFractionDigits: 6 })
    : value;
}
