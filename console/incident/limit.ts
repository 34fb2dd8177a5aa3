import type { SubjectRule } from '#api/client/index.ts';

type Over = NonNullable<SubjectRule['over']>;
type Across = NonNullable<SubjectRule['across']>['function'];
type Read = Pick<SubjectRule, 'over' | 'across'> & { readonly limit: ToldLimit };
type ScoreLimit = Extract<SubjectRule['limit'], { readonly kind: 'score' }>;

/** What is usual at an hour of the week, of which day 0 is Monday, as an alert tells it. */
interface UsualLimit {
  readonly kind: 'usual';
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly day: number;
  readonly hour: string;
}

type Unusual = Extract<SubjectRule['limit'], { readonly kind: 'unusual' }>;

/** A limit that conditions can have; of what is unusual words do not say by how much. */
type SimpleLimit =
  | Exclude<SubjectRule['limit'], { readonly kind: 'all' | 'any' } | ScoreLimit | Unusual>
  | (Pick<Unusual, 'kind' | 'side'> & Partial<Unusual>);

/** A limit as far as words tell it: those of a score tell no severities. */
export type ToldLimit =
  | SimpleLimit
  | UsualLimit
  | {
      readonly kind: 'all' | 'any';
      readonly conditions: readonly { readonly metric: string; readonly limit: SimpleLimit }[];
    }
  | {
      readonly kind: 'score';
      readonly levels: readonly Omit<ScoreLimit['levels'][number], 'severity'>[];
    };

/** What alerts call that which is made of several samples. */
const FUNCTIONS: Readonly<Record<string, Over['function']>> = {
  average: 'avg',
  minimum: 'min',
  maximum: 'max',
  median: 'median',
  'number of samples': 'count',
  change: 'change',
  slope: 'slope',
  forecast: 'forecast',
  rate: 'rate',
  increase: 'increase',
};

const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600 };

const MADE_OF =
  /^(?<name>[a-z ]+?)(?: per (?<per>second|minute|hour|day)| in (?<ahead>\d+ (?:s|min|h)))? over (?<window>\d+ (?:s|min|h)) /u;
const ACROSS = /^(sum|max|min) of series |^ratio to (\S+) /u;
const ONE_LIMIT = /^(below|above) (\S+)$/u;
const TWO_LIMITS = /^outside (\S+) to (\S+)$/u;
const ONE_VALUE = /^equals (\S+)$/u;
const LEVEL =
  /^(?<name>[^:]+): (?:a total of (?<total>\d+) or more)?(?:(?:, or )?(?<single>\d+) or more for one parameter)?$/u;
const UNUSUAL = /^(above|below|outside) what is usual$/u;
const USUAL =
  /^usually (?<low>\S+) to (?<high>\S+)(?: (?<unit>.+))? on (?<day>\w+) at (?<hour>\d\d)$/u;
const DAYS = 'Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays'.split(' ');
const SPAN = /^(no sample|the same value) for (\d+ (?:s|min|h))$/u;

/**
 * Reads the limit of an alert back, which keeps it in the platform's words as it was when it began;
 * undefined for words that no rule writes.
 */
export function alertLimit(limit: string): Read | undefined {
  return (
    usualLimit(limit) ??
    scoreLimit(limit) ??
    acrossLimit(limit) ??
    joinedLimit(limit) ??
    ownLimit(limit)
  );
}

/** `usually 20 to 35 ms on Saturdays at 02`. */
function usualLimit(limit: string): Read | undefined {
  const { low, high, unit = '', day = '', hour = '' } = USUAL.exec(limit)?.groups ?? {};
  const band = { low: Number(low), high: Number(high), unit };
  return low === undefined
    ? undefined
    : { limit: { kind: 'usual', ...band, day: DAYS.indexOf(day), hour } };
}

/** `high: a total of 7 or more; low-medium: 3 or more for one parameter`. */
function scoreLimit(limit: string): Read | undefined {
  const parts = limit.split('; ').map((part) => LEVEL.exec(part)?.groups);
  const levels = parts.flatMap((found) => {
    const { name = '', total, single } = found ?? {};
    return total === undefined && single === undefined
      ? []
      : [
          {
            name,
            ...(total !== undefined && { total: Number(total) }),
            ...(single !== undefined && { single: Number(single) }),
          },
        ];
  });
  return levels.length === parts.length ? { limit: { kind: 'score', levels } } : undefined;
}

/** `sum of series above 9`, `ratio to total above 0.9`. */
function acrossLimit(limit: string): Read | undefined {
  const [made = '', fn, to] = ACROSS.exec(limit) ?? [];
  const known = limitOf(limit.slice(made.length));
  if (made === '' || known === undefined) {
    return undefined;
  }
  return {
    limit: known,
    across: to === undefined ? { function: fn as Across } : { function: 'ratio', to },
  };
}

/** `heart_rate above 110 and systolic_bp below 90`. */
function joinedLimit(limit: string): Read | undefined {
  const kind = limit.includes(' and ') ? 'all' : 'any';
  const parts = limit.split(kind === 'all' ? ' and ' : ' or ');
  const conditions = parts.flatMap((part) => {
    const [, metric = '', told = ''] = /^(\S+) (\S.*)$/u.exec(part) ?? [];
    const known = limitOf(told);
    return known === undefined ? [] : [{ metric, limit: known }];
  });
  return parts.length > 1 && conditions.length === parts.length
    ? { limit: { kind, conditions } }
    : undefined;
}

function ownLimit(limit: string): Read | undefined {
  const { 0: made = '', groups = {} } = MADE_OF.exec(limit) ?? {};
  const { name = '', per, ahead, window = '' } = groups;
  const fn = FUNCTIONS[name];
  const known = limitOf(fn === undefined ? limit : limit.slice(made.length));
  if (known === undefined || fn === undefined) {
    return known && { limit: known };
  }
  const over = {
    function: fn,
    seconds: secondsOf(window),
    ...(per !== undefined && { per: per as NonNullable<Over['per']> }),
    ...(ahead !== undefined && { aheadSeconds: secondsOf(ahead) }),
  };
  return { limit: known, over };
}

/** Reads a length of time: `10 min`. */
function secondsOf(text: string): number {
  const [count, unit = ''] = text.split(' ');
  return Number(count) * (SECONDS[unit] ?? 1);
}

function limitOf(text: string): SimpleLimit | undefined {
  const [, side, at] = ONE_LIMIT.exec(text) ?? [];
  if (side !== undefined) {
    const limit = Number(at);
    return { kind: side === 'below' ? 'below' : 'above', limit, clear: limit };
  }
  const [, low, high] = TWO_LIMITS.exec(text) ?? [];
  if (low !== undefined) {
    const span = { low: Number(low), high: Number(high) };
    return { kind: 'outside', ...span, clearLow: span.low, clearHigh: span.high };
  }
  const [, compared] = UNUSUAL.exec(text) ?? [];
  if (compared !== undefined) {
    const side = compared === 'outside' ? 'both' : (compared as Unusual['side']);
    return { kind: 'unusual', side };
  }
  const [, value] = ONE_VALUE.exec(text) ?? [];
  if (value !== undefined) {
    return { kind: 'equals', value: Number(value) };
  }
  const [, what, length = ''] = SPAN.exec(text) ?? [];
  return what === undefined
    ? undefined
    : { kind: what === 'no sample' ? 'absent' : 'stuck', seconds: secondsOf(length) };
}
