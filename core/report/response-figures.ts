import { sum } from '../collections/sum.ts';
import {
  addResponseCounts,
  NO_RESPONSES,
  type ResponseCount,
  type ResponseGroup,
  type ResponseTally,
  type ResponseTime,
} from './response-tally.ts';
import { type SpreadFigures, spreadFigures } from './spread.ts';

/** Some incidents as people compare them. */
export type ResponseFigures = Pick<ResponseCount, 'outcomes' | 'marks'> &
  Readonly<Record<ResponseTime, SpreadFigures>> & { readonly incidents: number };

/** One name of a group, with its figures. */
export type ResponseRow = ResponseFigures & { readonly name: string };

/** A tally in figures: of all incidents, and of each group, those with most incidents first. */
export type ResponseReport = { readonly all: ResponseFigures } & Readonly<
  Record<ResponseGroup, readonly ResponseRow[]>
>;

/** Returns the figures of a tally; weeks are in their order. */
export function responseReport(tally: ResponseTally): ResponseReport {
  const rows = (group: ResponseGroup): readonly ResponseRow[] =>
    Object.entries(tally[group])
      .map(([name, count]) => ({ name, ...figuresOf(count) }))
      .sort((a, b) => b.incidents - a.incidents || byName(a, b));
  // Each incident has one severity, so that those together are all.
  const all = Object.values(tally.severities).reduce(addResponseCounts, NO_RESPONSES);
  return {
    all: figuresOf(all),
    services: rows('services'),
    severities: rows('severities'),
    rules: rows('rules'),
    weeks: [...rows('weeks')].sort(byName),
  };
}

function figuresOf({ outcomes, marks, ...times }: ResponseCount): ResponseFigures {
  return {
    incidents: sum(Object.values(outcomes)),
    outcomes,
    marks,
    detect: spreadFigures(times.detect),
    acknowledge: spreadFigures(times.acknowledge),
    resolve: spreadFigures(times.resolve),
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
