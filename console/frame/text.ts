import { locale, words } from '../words/index.ts';
import { html } from './html.ts';

type Severity = 'critical' | 'error' | 'warning' | 'info';

/** Severities differ by word and by shape, since colour alone tells nothing to some. */
const SHAPES: Readonly<Record<Severity, string>> = {
  critical: 'M8 1 15 15H1z',
  error: 'M8 0 16 8 8 16 0 8z',
  warning: 'M2 2h12v12H2z',
  info: 'M8 2a6 6 0 1 0 .01 0zm0 3a3 3 0 1 1-.01 0z',
};

export function Badge({ severity }: { readonly severity: Severity }) {
  return html`<span class=${`badge ${severity}`}>
    <svg aria-hidden="true" viewBox="0 0 16 16"><path d=${SHAPES[severity]} /></svg>
    ${words.value.severity[severity]}
  </span>`;
}

/**
 * A text that others wrote: a title, a name, a note. It may run from right to left, and must not
 * turn around what stands beside it.
 */
export function Theirs({ text }: { readonly text: string }) {
  return html`<bdi>${text}</bdi>`;
}

/** What a metric is called: of a score its name, without what sets it apart from what is sent. */
export function metricName(metric: string): string {
  return metric.replace(/^score:/u, '');
}

/** Only a web address becomes a link: whatever else others wrote is shown as text. */
export function WebLink({ url, name = url }: { readonly url: string; readonly name?: string }) {
  return /^https?:\/\//u.test(url)
    ? html`<a href=${url} rel="noreferrer" target="_blank"><${Theirs} text=${name} /></a>`
    : html`<${Theirs} text=${url} />`;
}

/** Names in a sentence, joined as the language joins them: `Ada, Bo and Cia`. */
export function joined(names: readonly string[]): string {
  return new Intl.ListFormat(locale.value).format(names);
}
