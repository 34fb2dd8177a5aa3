import { STREAM } from '#deployment/capacity/assumptions.ts';
import type { CountedLoads, Plan } from '#deployment/capacity/counted-shapes.ts';
import { type Load, loadOf, type Met, meet, PAGED } from '#deployment/capacity/limits.ts';

export interface Scenario {
  readonly name: string;
  /** Returns the limits by utilization, highest first. */
  readonly met: readonly Met[];
}

/**
 * Returns what a billion samples a day, 10,000 subjects at one sample a second, and 50,000 alerts
 * in a minute meet first.
 */
export function scenarios(
  { request, sample, alert }: CountedLoads,
  plan: Plan,
): readonly Scenario[] {
  const requests = STREAM.samplesPerDay / STREAM.samplesPerRequest / 86_400;
  const met = (name: string, of: Load): Scenario => ({ name, met: meet(plan, of) });
  return [
    met('a billion samples a day, 500 of 100 subjects in a request', loadOf(requests, request)),
    met('10,000 subjects at 1 Hz, a request for each sample', loadOf(10_000, sample)),
    met('10,000 subjects at 1 Hz, 100 subjects in a request', loadOf(100, request)),
    met(
      `50,000 alerts in a minute, a request for each, to ${PAGED} people`,
      loadOf(50_000 / 60, alert, PAGED),
    ),
  ];
}

/** Number of limits shown per scenario, those with the highest utilization. */
const TOLD = 6;

/** Returns the table of docs/cost.md. */
export function limitRows(told: readonly Scenario[]): readonly (readonly string[])[] {
  const figure = (n: number) => (n < 10 ? String(Math.round(10 * n) / 10) : whole(n));
  const whole = (n: number) => Math.round(n).toLocaleString('en-US');
  return told.flatMap(({ name, met }) =>
    met
      .slice(0, TOLD)
      .map(({ used, allowed, source, ...limit }, i) => [
        i === 0 ? name : '',
        limit.name,
        figure(used),
        `${figure(allowed)}${source === '' ? '' : ` ${source}`}`,
        `${whole((100 * used) / allowed)} %`,
      ]),
  );
}
