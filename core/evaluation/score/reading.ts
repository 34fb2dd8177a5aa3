import { matchesSeries } from '../../alert/matcher.ts';
import { own } from '../../collections/own.ts';
import type { ScoreRule } from '../../rule/score.ts';
import { whyImpossible } from '../../sample/possible-values.ts';
import type { Labels, Sample } from '../../sample/sample.ts';
import { codeOf, convert, isUnit } from '../../sample/ucum.ts';
import { roundHalfUp } from '../../score/round.ts';
import type { ScoreParameter, ScoreSource } from '../../score/table.ts';
import { allMatch, type SeriesIdentity } from '../rule-index.ts';

/** A parameter of a score that a series is read for, and how. */
export interface Reading {
  readonly parameter: ScoreParameter;
  readonly source: ScoreSource;
}

/** Whether nothing known of a subject says that a score is not for it. */
export function mayRead({ matchers }: ScoreRule, subject: string, labels: Labels): boolean {
  return matchers.every((matcher) => {
    const value = matcher.name === 'subject' ? subject : own(labels, matcher.name);
    return value === undefined || matchesSeries(matcher, value);
  });
}

/** Returns what a score reads a series for; undefined if it does not. */
export function readingOf({ parameters }: ScoreRule, series: SeriesIdentity): Reading | undefined {
  for (const parameter of parameters) {
    for (const source of parameter.sources) {
      if (source.metric === series.metric && isRead(source, series)) {
        return { parameter, source };
      }
    }
  }
  return undefined;
}

function isRead({ unit, matchers }: ScoreSource, series: SeriesIdentity): boolean {
  return valueIn(unit, series.unit, 0) !== undefined && allMatch(matchers, series);
}

/**
 * Returns the band of a value; undefined if no patient can have it, so that it is not known. A
 * sample without a unit has that of the bands: where it was meant in another, most values are none
 * that can be, such as a temperature of 98.6 or a saturation of 0.97.
 */
export function bandOf({ source }: Reading, { value, unit }: Sample): number | undefined {
  const read = valueIn(source.unit, unit, value);
  if (read === undefined || cannotBe(source, read)) {
    return undefined;
  }
  const rounded = roundHalfUp(read, source.decimals);
  const band = source.upTo.findIndex((edge) => rounded <= edge);
  return band < 0 ? source.upTo.length : band;
}

/** Converts a value to the unit of the bands; undefined if it is in a unit of something else. */
function valueIn(
  asked: string | undefined,
  given: string | undefined,
  value: number,
): number | undefined {
  if (asked === undefined || given === undefined || given === asked) {
    return value;
  }
  return isUnit(asked) ? convert(value, codeOf(given), asked) : undefined;
}

function cannotBe({ metric, unit }: ScoreSource, value: number): boolean {
  return unit !== undefined && isUnit(unit) && whyImpossible({ metric, unit }, value) !== undefined;
}
