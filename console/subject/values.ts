import { useSignal } from '@preact/signals';
import type { Subject, Trend } from '#api/client/index.ts';
import { textOf } from '../frame/api.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { pairsOf } from '../frame/matching.ts';
import { metricName, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { askTrend, untilNow } from '../trend/ask.ts';
import { figure, InWords, Table } from '../trend/in-words.ts';
import { seriesName } from '../trend/series.ts';
import { LazyChart } from '../trend/trend.ts';
import { words } from '../words/index.ts';

const HOUR = 3_600_000;

/** The last value of each series that is kept, well or not; nothing if there is none. */
export function Values({ subject }: { readonly subject: Subject }) {
  const { values, moreValues = 0 } = subject;
  return (
    values.length > 0 &&
    html`<section>
      <h2>${words.value.subject.values} (${values.length + moreValues})</h2>
      <ul class="listed">
        ${values.map((last) => {
          const name = seriesName({ ...last, subject: subject.subject });
          return html`<${Value} key=${name} name=${name} subject=${subject} last=${last} />`;
        })}
      </ul>
      ${moreValues > 0 && html`<p>${words.value.now.more(moreValues)}</p>`}
    </section>`
  );
}

interface Shown {
  /** The name of its series. */
  readonly name: string;
  readonly subject: Subject;
  readonly last: Subject['values'][number];
}

/** A value with its age, and its last hour once that is asked for. */
function Value(shown: Shown) {
  const isOpen = useSignal(false);
  const { metric, unit, labels, value, at } = shown.last;
  const pairs = pairsOf(labels);
  const turn = (event: Event) => {
    isOpen.value = (event.currentTarget as HTMLDetailsElement).open;
  };
  return html`<li>
    <p>
      <${Theirs} text=${metricName(metric)} />:${' '}
      <strong><${Theirs} text=${figure(value, unit)} /></strong>, <${Since} at=${at} />
    </p>
    ${pairs.length > 0 && html`<p class="small"><${Theirs} text=${pairs.join(', ')} /></p>`}
    <details open=${isOpen} onToggle=${turn}>
      <summary>
        ${words.value.subject.lastHour}<span class="hidden"> ${metricName(metric)}</span>
      </summary>
      ${isOpen.value && html`<${LastHour} ...${shown} />`}
    </details>
  </li>`;
}

function LastHour({ name, subject, last }: Shown) {
  const { value, error } = useLive(
    `values ${name} ${subject.valuesSince}`,
    () => askForLastHour(subject, last),
    EVERY.values,
  );
  const trend = value.value;
  if (trend === undefined) {
    return html`<p>${error.value === undefined ? words.value.loading : textOf(error.value)}</p>`;
  }
  return html`<figure>
      <${LazyChart} trend=${trend} alerts=${[]} />
      <figcaption><${InWords} trend=${trend} /></figcaption>
    </figure>
    <${Table} trend=${trend} />`;
}

/** Asks for an hour, but for nothing from before whoever the subject is about now has come. */
function askForLastHour({ subject, valuesSince }: Subject, last: Shown['last']): Promise<Trend> {
  const end = untilNow();
  const since = valuesSince === undefined ? 0 : Date.parse(valuesSince);
  return askTrend({ ...last, subject }, Math.max(end - HOUR, since), end);
}
