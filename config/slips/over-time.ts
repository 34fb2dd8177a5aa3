import { FUNCTIONS_OVER_TIME, type FunctionOverTime } from '#core/rule/over-time.ts';
import { closest } from '#core/text/closest.ts';
import { parseDuration } from '#core/time/duration.ts';
import { durationSlip } from './duration.ts';

/** Other tools' and people's words for what is made of several samples. */
const WORDS: Readonly<Record<FunctionOverTime, string>> = {
  avg: 'average mean avg_over_time mean_over_time moving_average rolling_average',
  min: 'minimum lowest min_over_time least',
  max: 'maximum highest max_over_time peak',
  median: 'med p50 percentile quantile quantile_over_time',
  count: 'number count_over_time samples',
  change: 'delta diff difference idelta range spread changes',
  slope: 'deriv derivative trend gradient',
  forecast: 'predict_linear predict prediction reaches extrapolate projection expected will',
  rate: 'irate per_second',
  increase: 'increment growth',
};

/** Returns what was meant by a value that is none: `rate per second over 5m` for `rate(x[5m])`. */
export function overTimeSlip(input: unknown, text: string): string | undefined {
  if (typeof input === 'number') {
    return `value says what is made of samples; the value that breaches is equals: ${text}`;
  }
  const small = text.toLowerCase().trim();
  const [, name = ''] = /^([a-z][a-z0-9_]*)/u.exec(small) ?? [];
  const fn = functionMeant(name);
  if (fn === undefined) {
    return undefined;
  }
  const [, unit] = /\b(?:per|\/) ?(second|minute|hour|day)\b/u.exec(small) ?? [];
  const span = spanMeant(small);
  if (fn === 'forecast') {
    const isOne = /^forecast in \S+ over \S+$/u.test(text);
    return isOne ? undefined : `write forecast in 4h over ${span ?? '12h'}, with its own times`;
  }
  if (span === undefined) {
    return `write ${fn}${unitOf(fn, unit)} over 10m, with its own duration`;
  }
  const meant = `${fn}${unitOf(fn, unit)} over ${span}`;
  return meant === text ? undefined : `write ${meant}`;
}

function functionMeant(name: string): FunctionOverTime | undefined {
  return (
    FUNCTIONS_OVER_TIME.find((fn) => fn === name || WORDS[fn].split(' ').includes(name)) ??
    (closest(name, FUNCTIONS_OVER_TIME) as FunctionOverTime | undefined)
  );
}

function unitOf(fn: FunctionOverTime, unit: string | undefined): string {
  const usual = fn === 'rate' ? 'second' : 'hour';
  return fn === 'slope' || fn === 'rate' ? ` per ${unit ?? usual}` : '';
}

/** The first duration in a text, as it is written here: `10m` for `10 min` and `[10m]`. */
function spanMeant(text: string): string | undefined {
  for (const [found] of text.matchAll(/\d+ ?[a-z]+(?:\d+[a-z]+)*/gu)) {
    const plain = found.replace(' ', '');
    if (parseDuration(plain) !== undefined) {
      return plain;
    }
    const [, meant] = /^write (\S+)$/u.exec(durationSlip(found, '') ?? '') ?? [];
    if (meant !== undefined) {
      return meant;
    }
  }
  return undefined;
}
