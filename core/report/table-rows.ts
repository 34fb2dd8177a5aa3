import type { DayTable } from '../evaluation/report-day/day.ts';

/** What a row has in a column: a number, or a text, which the table has once. */
export type Row<Column extends string> = Readonly<Record<Column, number | string>>;

/** Adds rows to a table, in which every row has all columns. */
export class TableRows<Column extends string> {
  readonly #names: string[];
  readonly #places: Map<string, number>;
  readonly #columns: readonly (readonly [Column, number[]])[];

  /** @param known the rows that there are already */
  constructor(columns: readonly Column[], known?: DayTable) {
    this.#names = [...(known?.names ?? [])];
    this.#places = new Map(this.#names.map((name, place) => [name, place]));
    this.#columns = columns.map((name) => [name, [...(known?.columns[name] ?? [])]]);
  }

  add(row: Row<Column>): void {
    for (const [name, column] of this.#columns) {
      const value = row[name];
      column.push(typeof value === 'number' ? value : this.place(value));
    }
  }

  /** Returns the place of a text, which it has from now on. */
  place(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) {
      return known;
    }
    const place = this.#names.length;
    this.#places.set(text, place);
    this.#names.push(text);
    return place;
  }

  /** Returns the numbers of a column, which may be changed. */
  column(of: Column): number[] {
    return this.#columns.find(([name]) => name === of)?.[1] ?? [];
  }

  table(): DayTable {
    return { names: this.#names, columns: Object.fromEntries(this.#columns) };
  }
}
