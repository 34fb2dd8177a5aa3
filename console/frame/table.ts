import { type Content, html } from './html.ts';

/** A table whose rows are cards on a narrow screen; the first cell of each names its row. */
export function Table({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Content[])[];
}) {
  // The roles stay where each row is shown as a card, which is no table to a browser.
  return html`<table class="stacked" role="table">
    <thead role="rowgroup">
      <tr role="row">${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ([first, ...rest]) => html`<tr role="row">
          <th scope="row" role="rowheader">${first}</th>
          ${rest.map(
            (value, index) => html`<td role="cell" data-head=${heads[index + 1]}>${value}</td>`,
          )}
        </tr>`,
      )}
    </tbody>
  </table>`;
}
