import { matcherText } from '#core/alert/matcher.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';
import { Cannot } from './cannot.ts';
import type { Metric } from './schema.ts';

/** Samples as our config selects them. */
export interface Selected {
  readonly metric: string;
  readonly where?: readonly string[];
}

const NAME = '[A-Za-z_:][A-Za-z0-9_:]*';

/** A selector, in what a counter may be wrapped: its rate, and the sum of that. */
const WRAPPED = new RegExp(
  `^(sum\\()?(?:(rate|increase)\\()?(${NAME})?\\s*(?:\\{(.*)\\})?(\\[[^\\]]*\\])?\\)*$`,
  'su',
);

/**
 * Returns the samples that the query of a metric asks for: `metric` and `where` of a source of the
 * type `Wardbell`, or a selector of PromQL. Sums and rates are taken of counters only, which are
 * counted by how much they grow, all together.
 */
export function selectionOf({ metricSource }: Metric, use: 'counter' | 'value'): Selected {
  const { type, spec } = metricSource;
  const { query, metric, where, ...rest } = spec;
  const [other] = Object.keys(rest);
  if (other !== undefined) {
    throw new Cannot(`the key ${other} of its metricSource.spec is not known`);
  }
  if (typeof metric === 'string' && query === undefined) {
    return { metric, ...(where !== undefined && { where: textsIn(where) }) };
  }
  if (typeof query !== 'string') {
    throw new Cannot('its metricSource.spec has neither query, of PromQL, nor metric and where');
  }
  if (type !== undefined && type.toLowerCase() !== 'prometheus') {
    throw new Cannot(
      `its metricSource is of the type ${type}: write metric and where for its samples`,
    );
  }
  return inPromQl(query.trim(), use);
}

function textsIn(where: unknown): readonly string[] {
  if (!Array.isArray(where) || where.some((one) => typeof one !== 'string')) {
    throw new Cannot('where of its metricSource.spec is no list of conditions');
  }
  return where;
}

function inPromQl(query: string, use: 'counter' | 'value'): Selected {
  const [, sum, rate, name, inside = '', range] = WRAPPED.exec(query) ?? [];
  const matchers = splitMatchers(inside).map(matcherIn);
  const metric = name ?? matchers.find((one) => one.name === '__name__' && one.op === '=')?.value;
  const closing = /\)*$/u.exec(query)?.[0].length ?? 0;
  const opened = [sum, rate].filter((one) => one !== undefined).length;
  const isPlain = sum === undefined && rate === undefined;
  if (
    metric === undefined ||
    closing !== opened ||
    (range === undefined) !== (rate === undefined) ||
    (use === 'value' && !isPlain)
  ) {
    const allowed =
      use === 'value'
        ? 'a selector, such as up{job="ehr"}'
        : 'a selector, its rate or increase, or the sum of one';
    throw new Cannot(`its query ${query} is more than ${allowed}`);
  }
  const where = matchers
    .filter((one) => one.name !== '__name__')
    // Prometheus' `instance` names the subject here, unless the config says otherwise.
    .map((one) => matcherText(one.name === 'instance' ? { ...one, name: 'subject' } : one));
  return { metric, ...(where.length > 0 && { where }) };
}

function matcherIn(text: string) {
  const parsed = parseMatcher(text);
  if (!parsed.ok) {
    throw new Cannot(`its query has ${text}, which cannot be read: ${parsed.reason}`);
  }
  return parsed.matcher;
}

/** Splits at the commas that do not stand within quotes. */
function splitMatchers(inside: string): readonly string[] {
  const parts = inside.match(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^,"'])+/gsu) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
