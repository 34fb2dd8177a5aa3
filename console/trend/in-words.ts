import { useSignal } from '@preact/signals';
import type { Trend } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { metricName, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { alertLimit } from '../incident/limit.ts';
import { conditionText, overTimeText } from '../subject/condition.ts';
import { locale, words } from '../words/index.ts';

type Point = Trend['points'][number];

/** How many values the table shows at first, and more with each press. */
const SHOWN = 20;

/** What a chart shows, for whoever does not see it: lowest, highest, and the limits. */
export function InWords({ trend }: { readonly trend: Trend }) {
  const w = words.value.trend;
  const { points, rules, unit, cut } = trend;
  const lowest = extreme(points, (a, b) => a < b);
  const highest = extreme(points, (a, b) => a > b);
  return html`<p>
      <${Theirs} text=${metricName(trend.metric)} />:${' '}
      ${
        lowest === undefined || highest === undefined
          ? w.none
          : html`${w.lowest} ${figure(lowest.value, unit)}, <${Since} at=${lowest.at} />;${' '}
              ${w.highest} ${figure(highest.value, unit)}, <${Since} at=${highest.at} />.`
      }${cut === true && ` ${w.cut}`}${points.length > 0 && ` ${w.shaded}`}
    </p>
    <ul class="limits">
      ${rules.map(
        (rule) => html`<li><${Theirs} text=${rule.title} />: ${limitInWords(rule, unit)}</li>`,
      )}
    </ul>`;
}

/**
 * The limit of a rule in the reader's words: `limit: below 88 %`. Of what is no value as in the
 * chart, such as a slope or a ratio, there is no figure: its whole condition stands there.
 */
function limitInWords(
  { limit, over, below, above, equals }: Trend['rules'][number],
  unit?: string,
): string {
  const w = words.value.trend;
  const known = alertLimit(limit);
  if (known?.limit.kind === 'score') {
    return w.limit(conditionText(known));
  }
  const parts = [
    ...(below === undefined ? [] : [w.below(figure(below, unit))]),
    ...(above === undefined ? [] : [w.above(figure(above, unit))]),
    ...(equals === undefined ? [] : [w.equals(figure(equals, unit))]),
  ];
  if (parts.length === 0) {
    return w.limit(known === undefined ? limit : conditionText(known));
  }
  const told = parts.join(', ');
  return w.limit(over === undefined ? told : `${overTimeText(over)} ${told}`);
}

function extreme(
  points: readonly Point[],
  isMore: (a: number, b: number) => boolean,
): Point | undefined {
  return points.reduce<Point | undefined>(
    (found, point) =>
      found === undefined || isMore(number(point.value), number(found.value)) ? point : found,
    undefined,
  );
}

/** Infinities are texts in JSON. */
function number(value: Point['value']): number {
  return typeof value === 'number' ? value : Number(value.replace('Inf', 'Infinity'));
}

/** A value as the language writes it, with its unit. */
export function figure(value: Point['value'], unit?: string): string {
  const language = locale.value;
  const shown = typeof value === 'number' ? value.toLocaleString(language) : value;
  return unit === undefined ? shown : `${shown} ${unit}`;
}

/** The values themselves, the newest first. */
export function Table({ trend: { points, unit } }: { readonly trend: Trend }) {
  const w = words.value.trend;
  const shown = useSignal(SHOWN);
  const newest = points.toReversed();
  const more = newest.length - shown.value;
  const showMore = () => {
    shown.value += 5 * SHOWN;
  };
  return (
    points.length > 0 &&
    html`<details>
      <summary>${w.table}</summary>
      <table>
        <thead>
          <tr><th scope="col">${w.time}</th><th scope="col">${w.value}</th></tr>
        </thead>
        <tbody>
          ${newest
            .slice(0, shown.value)
            .map(
              ({ at, value }) =>
                html`<tr><td><${Since} at=${at} /></td><td>${figure(value, unit)}</td></tr>`,
            )}
        </tbody>
      </table>
      ${
        more > 0 &&
        html`<button onClick=${showMore}>${words.value.now.showMore(Math.min(5 * SHOWN, more))}</button>`
      }
    </details>`
  );
}
