import { alertingOf } from './alerting.ts';
import { Cannot } from './cannot.ts';
import type { Library, Tell } from './library.ts';
import { selectionOf } from './query.ts';
import type { IndicatorSpec, ObjectiveSpec, OfKind, SloSpec } from './schema.ts';

/** An objective as our config has it; comments are what it has no key for. */
export interface Translated {
  readonly comments: readonly string[];
  readonly slo: Readonly<Record<string, unknown>>;
}

/** A line that goes on behind any of these would be none of the comment. */
const LINE_END = /\r\n?|[\n\u0085\u2028\u2029]/u;

/** Translates an SLO: each of its objectives is one of ours. Throws `Cannot` with the reason. */
export function translate(
  { metadata, spec }: OfKind<'SLO'>,
  library: Library,
  tell: Tell,
): readonly Translated[] {
  const indicator = indicatorOf(spec, library);
  const window = windowOf(spec, tell);
  const alerting = alertingOf(spec, library, tell);
  const { labels = {}, annotations = {} } = metadata;
  const comments = [
    ...[spec.description, indicator.description].map((text) => text?.trim() ?? ''),
    ...Object.entries({ ...labels, ...annotations }).map(
      ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  ].flatMap((text) => (text === '' ? [] : text.split(LINE_END)));
  return spec.objectives.map((objective, i) => {
    const isOnly = spec.objectives.length === 1;
    const title = [metadata.displayName, isOnly ? undefined : objective.displayName];
    return {
      comments,
      slo: {
        name: isOnly ? metadata.name : `${metadata.name}-${i + 1}`,
        title: title.filter((text) => text !== undefined).join(': ') || metadata.name,
        service: spec.service,
        ...measuredOf(indicator, objective),
        ...methodOf(spec, objective),
        target: targetOf(objective),
        ...window,
        ...alerting,
      },
    };
  });
}

function indicatorOf({ indicator, indicatorRef }: SloSpec, library: Library): IndicatorSpec {
  if ((indicator === undefined) === (indicatorRef === undefined)) {
    throw new Cannot(
      'it has neither or both of indicator and indicatorRef; composite SLOs are several here',
    );
  }
  return indicator?.spec ?? library.indicator(indicatorRef ?? '');
}

const GOOD = { lt: 'below', lte: 'at_most', gt: 'above', gte: 'at_least' } as const;

function measuredOf(
  { thresholdMetric, ratioMetric }: IndicatorSpec,
  { op, value, indicator, indicatorRef, compositeWeight }: ObjectiveSpec,
): object {
  if (indicator !== undefined || indicatorRef !== undefined || compositeWeight !== undefined) {
    throw new Cannot('it is a composite SLO: write one for each of its indicators');
  }
  if (thresholdMetric !== undefined && ratioMetric === undefined) {
    if (op === undefined || value === undefined) {
      throw new Cannot('an objective of a thresholdMetric needs op and value');
    }
    return { ...selectionOf(thresholdMetric, 'value'), good: { [GOOD[op]]: value } };
  }
  if (ratioMetric === undefined || thresholdMetric !== undefined) {
    throw new Cannot('its indicator has neither or both of thresholdMetric and ratioMetric');
  }
  if (value !== undefined) {
    throw new Cannot('an objective of a ratioMetric has a value: only a thresholdMetric needs one');
  }
  return { ratio: ratioOf(ratioMetric) };
}

function ratioOf({ counter, good, bad, total, raw }: NonNullable<IndicatorSpec['ratioMetric']>) {
  if (raw !== undefined) {
    throw new Cannot('a raw ratio is not counted: give the counters of which it is made');
  }
  if (counter === false) {
    throw new Cannot('its counter is false: what goes up and down is no number of events');
  }
  if (total === undefined || (good === undefined) === (bad === undefined)) {
    throw new Cannot('its ratioMetric needs total, and one of good and bad');
  }
  return {
    ...(good !== undefined && { good: selectionOf(good, 'counter') }),
    ...(bad !== undefined && { bad: selectionOf(bad, 'counter') }),
    total: selectionOf(total, 'counter'),
  };
}

function methodOf({ budgetingMethod }: SloSpec, objective: ObjectiveSpec): object {
  const { timeSliceTarget, timeSliceWindow } = objective;
  switch (budgetingMethod) {
    case 'RatioTimeslices':
      throw new Cannot('RatioTimeslices, the mean of the ratios of slices, is not counted here');
    case 'Occurrences':
      if (timeSliceTarget !== undefined || timeSliceWindow !== undefined) {
        throw new Cannot('its objective has slices of time, and its budgetingMethod counts none');
      }
      return { method: 'occurrences' };
    case 'Timeslices':
      if (timeSliceWindow !== '1m' && timeSliceWindow !== 1) {
        throw new Cannot(`its timeSliceWindow is ${timeSliceWindow}, and slices are of 1m here`);
      }
      if (!timeSliceTarget) {
        throw new Cannot('its timeSliceTarget is missing or 0: which share makes a slice good?');
      }
      return { method: 'timeslices', slice_target: percent(timeSliceTarget) };
  }
}

function targetOf({ target, targetPercent }: ObjectiveSpec): number {
  if ((target === undefined) === (targetPercent === undefined)) {
    throw new Cannot('its objective needs one of target and targetPercent');
  }
  const share = targetPercent ?? percent(target ?? 0);
  if (share === 0) {
    throw new Cannot('its objective has the target 0, by which it promises nothing');
  }
  return share;
}

/** 0.9995 is 99.95 %, and not 99.950000000000003. */
const percent = (share: number) => Number((share * 100).toPrecision(12));

const PERIODS: Readonly<Record<string, readonly [window: string, firstMonths: RegExp]>> = {
  '1M': ['month', /^[0-9]{4}-[0-9]{2}-01/u],
  '1Q': ['quarter', /^[0-9]{4}-(?:01|04|07|10)-01/u],
  '3M': ['quarter', /^[0-9]{4}-(?:01|04|07|10)-01/u],
};

function windowOf({ timeWindow }: SloSpec, tell: Tell): object {
  const [one, another] = timeWindow ?? [];
  if (one === undefined) {
    tell('it has no timeWindow: 30d, as by default');
    return {};
  }
  if (another !== undefined) {
    throw new Cannot('it has more than one timeWindow');
  }
  const { duration, isRolling = one.calendar === undefined, calendar } = one;
  if (isRolling) {
    if (!/[dw]$/u.test(duration) || calendar !== undefined) {
      throw new Cannot(`its timeWindow rolls over ${duration}: write days, such as 30d`);
    }
    return { window: duration };
  }
  const [window, first] = PERIODS[duration] ?? [];
  if (window === undefined || first === undefined || calendar === undefined) {
    throw new Cannot(
      `its timeWindow is ${duration} of a calendar: months and quarters are those that there are`,
    );
  }
  const { startTime, timeZone } = calendar;
  if (!first.test(startTime) || !/^\S+(?:[T ]00:00(?::00)?)?$/u.test(startTime)) {
    throw new Cannot(
      `its calendar begins at ${startTime}, and a ${window} here at midnight of its first day`,
    );
  }
  tell(`its ${window} is that of ${timeZone}: time_zone of the config must be so, too`);
  return { window };
}
