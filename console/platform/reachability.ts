import type { Config } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { serviceName } from '../frame/me.ts';
import { joined, Theirs } from '../frame/text.ts';
import { At, duration } from '../frame/time.ts';
import { words } from '../words/index.ts';

type Proof = NonNullable<Config['proof']>;

type Severities = Proof['gaps'][number]['severities'];

const SECOND = 1_000;

export function severityNames(severities: Severities): string {
  return joined(severities.map((severity) => words.value.severity[severity]));
}

/** When an alert of a service would page nobody, or fewer than must answer, and why. */
export function Gaps({ gaps, more = 0 }: { readonly gaps: Proof['gaps']; readonly more?: number }) {
  const w = words.value.platform;
  return html`<ul>
      ${gaps.map(
        ({ service, severities, wanted, from, to, reason }) => html`<li>
          <strong
            ><${Theirs} text=${w.config.gap(serviceName(service), severityNames(severities))}
          /></strong>
          ${' '}<${At} at=${from} /> ${w.config.until} <${At} at=${to} />.${' '}
          <${Theirs} text=${reason} />${wanted !== undefined && `; ${words.value.now.mustAnswer(wanted)}`}
        </li>`,
      )}
    </ul>
    ${more > 0 && html`<p>${w.more(more)}</p>`}`;
}

/** When a step of a policy would reach nobody, and why. */
export function WeakSpots({
  spots,
  more = 0,
}: {
  readonly spots: Proof['weakSpots'];
  readonly more?: number;
}) {
  const w = words.value.platform;
  return (
    spots.length > 0 &&
    html`<p>${w.config.weak}:</p>
      <ul>
        ${spots.map(
          ({ policy, step, severities, seconds, count, reason }) => html`<li>
            <strong
              ><${Theirs} text=${w.config.weakSpot(policy, step, severityNames(severities))}
            /></strong>
            ${' '}${w.config.weakFor(count, duration(seconds * SECOND))}.${' '}
            <${Theirs} text=${reason} />
          </li>`,
        )}
      </ul>
      ${more > 0 && html`<p>${w.more(more)}</p>`}`
  );
}
