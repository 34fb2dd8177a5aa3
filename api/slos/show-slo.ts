import type { BurnSeries } from '#core/objective/history.ts';
import { burnRate } from '#core/objective/pairs.ts';
import { noSuch } from '#core/text/closest.ts';
import { formatDuration, parseDuration } from '#core/time/duration.ts';
import type { Duration } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { formatValue } from '#http/format-value.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { type BudgetAlert, type ShownBudget, showObjective } from '#usecases/show-objective.ts';
import { pairView, seconds, sloView, spentView } from './slo-view.ts';
import type { SloDetailsView } from './slos.contract.ts';

/** The route that shows one error budget over time, and who spent it. */
export function sloDetailRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/slos/{slo}'> {
  const show = showObjective(ports, config);
  const objectives = new Map((config.objectives ?? []).map((one) => [one.name, one]));
  return {
    'GET /v1/slos/{slo}': gate.withRight(
      'read',
      async ({ pathParameters, queryStringParameters: query = {} }) => {
        const name = pathParameters?.['slo'] ?? '';
        const objective = objectives.get(name);
        if (objective === undefined) {
          return problem('not_found', noSuch('slo', name, [...objectives.keys()]));
        }
        const window = windowOf(
          query['window'],
          objective.pairs.map(({ long }) => long),
        );
        if (typeof window === 'string') {
          return problem('invalid', window);
        }
        const { subject } = query;
        const shown = await show({ objective, subject, window }, clock());
        return shown === undefined
          ? problem('not_found', whyNone(name, subject))
          : json(200, view(shown));
      },
    ),
  };
}

function windowOf(
  given: string | undefined,
  known: readonly Duration[],
): Duration | undefined | string {
  const window = given === undefined ? undefined : parseDuration(given);
  return given === undefined || (window !== undefined && known.includes(window))
    ? window
    : `"window" is ${formatValue(given)}; it must be the long window of a pair that alerts: ${known.map(formatDuration).join(', ')}.`;
}

function whyNone(name: string, subject: string | undefined): string {
  return subject === undefined
    ? `Each subject of "${name}" has a budget of its own: name one in "subject". GET /v1/slos?slo=${name} lists them.`
    : `"${name}" has no budget of ${formatValue(subject)}. GET /v1/slos?slo=${name} lists those that it has.`;
}

function view({ series, pairs, burn, spent, alertsNow, ...budget }: ShownBudget): SloDetailsView {
  const { allowed, from, to } = budget.budget;
  return {
    ...sloView(budget),
    series: series.map(({ at, left }) => ({ at: isoTime(at), left })),
    pairs: pairs.map((pair) => ({
      ...pairView(pair, burnRate(pair, to - from)),
      urgency: pair.urgency,
    })),
    ...(burn !== undefined && { burn: burnView(burn) }),
    ...spentView(spent, allowed),
    alertsNow: alertsNow.map(alertView),
  };
}

function burnView({
  pair,
  from,
  at,
  long,
  short,
}: BurnSeries): NonNullable<SloDetailsView['burn']> {
  const [first = 0, second = first] = at;
  return {
    ...pairView(pair, from),
    from: isoTime(first),
    stepSeconds: seconds(second - first),
    long: long.map(rounded),
    short: short.map(rounded),
  };
}

/** To a thousandth: sums of parts have no end. */
const rounded = (rate: number) => Math.round(rate * 1_000) / 1_000;

function alertView({ kind, alert, incident }: BudgetAlert): SloDetailsView['alertsNow'][number] {
  const { title, severity, startsAt } = alert;
  return {
    ...{ kind, title, severity },
    startsAt: isoTime(startsAt),
    ...(incident !== undefined && { incident }),
  };
}
