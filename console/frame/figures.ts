import { locale } from '../words/index.ts';
import { html } from './html.ts';
import { Table } from './table.ts';
import { Theirs } from './text.ts';

/** A table of figures, of which the first of each row is its name. */
export function FigureTable({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly [string, ...(string | number)[]])[];
}) {
  const shownAs = (value: string | number) => (typeof value === 'number' ? number(value) : value);
  return html`<${Table}
    heads=${heads}
    rows=${rows.map(([first, ...rest]) => [html`<${Theirs} text=${first} />`, ...rest.map(shownAs)])}
  />`;
}

export function number(value: number): string {
  return value.toLocaleString(locale.value, { maximumFractionDigits: 1 });
}

/** Writes a share, from 0 to 1, as a percentage. */
export function part(share: number): string {
  const as = { style: 'percent', maximumFractionDigits: 1 } as const;
  return share.toLocaleString(locale.value, as);
}
