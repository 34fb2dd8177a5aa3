import type { Slo } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { duration, Until } from '../frame/time.ts';
import { locale, words } from '../words/index.ts';
import { stateOf } from './state.ts';

const SECOND = 1_000;

/** How long it may still be bad, as a share and as a bar. */
export function Left({ slo }: { readonly slo: Slo }) {
  const w = words.value.slos;
  const { left, allowedSeconds, spentSeconds } = slo;
  const time = duration(Math.max(0, allowedSeconds - spentSeconds) * SECOND);
  return html`<span class="budget"
    ><meter min="0" max="1" low="0.25" value=${Math.max(0, left)} aria-label=${w.left}></meter>
    ${share(left)} (${time})</span
  >`;
}

/** How a budget stands, in words; of what burns how fast. */
export function StateText({ slo }: { readonly slo: Slo }) {
  const w = words.value.slos;
  const { burning, isBlind, isUnreadable, alerts } = slo;
  const state = stateOf(slo);
  const parts = [
    ...(state === 'spent' || state === 'good' ? [w.state[state]] : []),
    ...(burning === undefined ? [] : [w.burns(w.tier[burning.urgency], rate(burning.burnRate))]),
    ...(isUnreadable ? [w.unreadable] : isBlind ? [w.state.blind] : []),
    ...(alerts ? [] : [w.alertsNobody]),
  ];
  return html`<span class="budget-state" data-state=${state}>${parts.join(', ')}</span>`;
}

/** When nothing will be left. */
export function Gone({ slo: { goneAt } }: { readonly slo: Slo }) {
  return goneAt === undefined ? html`–` : html`<${Until} at=${goneAt} />`;
}

/** Rounded down: 99.9996 % is not 100 %. */
export function share(part: number): string {
  const as = { style: 'percent', maximumFractionDigits: 3 } as const;
  return (Math.floor(part * 100_000) / 100_000).toLocaleString(locale.value, as);
}

export function rate(times: number): string {
  return times.toLocaleString(locale.value, { maximumSignificantDigits: 2 });
}
