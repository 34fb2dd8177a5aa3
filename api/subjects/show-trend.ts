import type { SeriesIdentity } from '#core/evaluation/rule-index.ts';
import { ruleKind } from '#core/rule/rule.ts';
import type { Labels } from '#core/sample/sample.ts';
import { subjectFault } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, HOUR, type Instant, SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { limitsOf } from '#core/trend/limits.ts';
import { TREND_SLOT, type TrendSpan } from '#core/trend/point.ts';
import { formatValue } from '#http/format-value.ts';
import { json } from '#http/http.ts';
import { isObject, parseJson } from '#http/json-object.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { queryTime } from '#http/time-fields.ts';
import { readTrend, type Trend, type TrendRule } from '#usecases/read-trend.ts';
import { overView } from './rule-view.ts';
import type { TrendRuleView, TrendView } from './trend.contract.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** The longest span of one answer. */
const LONGEST_SPAN = 31 * DAY;

/** The route that tells the values of one series of a subject, with the limits of its rules. */
export function trendRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/subjects/{subject}/trends'> {
  const read = readTrend(ports, config);
  return {
    'GET /v1/subjects/{subject}/trends': gate.withRight(
      'read',
      async ({ pathParameters, queryStringParameters: query = {} }) => {
        const series = seriesOf(pathParameters?.['subject'] ?? '', query);
        if (typeof series === 'string') {
          return problem('invalid', series);
        }
        const now = clock();
        const span = spanOf(query, config, now);
        return typeof span === 'string'
          ? problem('invalid', span)
          : json(200, view(series, span, await read(series, span, now)));
      },
    ),
  };
}

/** Returns the series that is asked for, or what is wrong with the question. */
function seriesOf(subject: string, query: Query): SeriesIdentity | string {
  const fault = subjectFault(subject);
  if (fault !== undefined) {
    return `The ${fault}.`;
  }
  const { metric = '', unit } = query;
  if (metric === '') {
    return '"metric" is missing; it must be the metric of a series, such as "spo2".';
  }
  const labels = labelsOf(query['labels']);
  return labels === undefined
    ? `"labels" is ${formatValue(query['labels'])}; it must be a JSON object whose values are texts, such as {"mount":"/var"}.`
    : { subject, metric, labels, ...(unit !== undefined && unit !== '' && { unit }) };
}

function labelsOf(given: string | undefined): Labels | undefined {
  const read = given === undefined ? {} : parseJson(given);
  const isLabels = isObject(read) && Object.values(read).every((one) => typeof one === 'string');
  return isLabels ? (read as Labels) : undefined;
}

/** Returns the span that is asked for, by default the hour until now, or what is wrong with it. */
function spanOf(query: Query, { timeZone }: Config, now: Instant): TrendSpan | string {
  const to = queryTime(query, 'to', { timeZone, after: now - DAY });
  if (typeof to === 'string') {
    return to;
  }
  const end = to ?? now;
  const from = queryTime(query, 'from', { timeZone, after: end - DAY });
  if (typeof from === 'string') {
    return from;
  }
  const begin = from ?? end - HOUR;
  if (end <= begin) {
    return `"to" is ${formatValue(query['to'] ?? 'now')}, which is not after "from"; it must be later.`;
  }
  if (end - begin > LONGEST_SPAN) {
    return `From "from" to "to" are ${Math.ceil((end - begin) / DAY)} days; at most ${LONGEST_SPAN / DAY} are told at once.`;
  }
  return { from: begin, until: end };
}

function view(
  series: SeriesIdentity,
  { from, until }: TrendSpan,
  { keep, rules, points, isCut }: Trend,
): TrendView {
  const { subject, metric, unit, labels } = series;
  return {
    subject,
    metric,
    ...(unit !== undefined && { unit }),
    labels,
    from: isoTime(from),
    to: isoTime(until),
    ...(keep !== undefined && { keptSeconds: keep / SECOND, everySeconds: TREND_SLOT / SECOND }),
    rules: rules.map((one) => ruleView(one, series)),
    points: points.map(({ at, value }) => ({ at: isoTime(at), value })),
    ...(isCut && { cut: true }),
  };
}

function ruleView({ rule, phase, since }: TrendRule, series: SeriesIdentity): TrendRuleView {
  const { name, title, severity } = rule;
  return {
    rule: name,
    title,
    severity,
    limit: ruleKind(rule).limitInWords(rule),
    ...limitsOf(rule, series),
    ...(rule.kind === 'threshold' && overView(rule.over)),
    phase,
    ...(since !== undefined && { since: isoTime(since) }),
  };
}
