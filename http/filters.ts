import { noSuch } from '#core/text/closest.ts';
import { formatValue } from './format-value.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** The first of the filters that is given and none of its values, in words. */
export function wrongChoice(
  query: Query,
  choices: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  for (const [name, values] of Object.entries(choices)) {
    const given = query[name];
    if (given !== undefined && !values.includes(given)) {
      const all = values.map((value) => `"${value}"`).join(', ');
      return `"${name}" is ${formatValue(given)}; it must be one of ${all}.`;
    }
  }
  return undefined;
}

/**
 * Why a filter finds nothing: it asks for a name that the config does not have. What the config
 * had before may still be found by its name.
 */
export function unknownFilter(
  query: Query,
  known: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  for (const [kind, all] of Object.entries(known)) {
    const given = query[kind];
    if (given !== undefined && !all.includes(given)) {
      return noSuch(kind, given, all);
    }
  }
  return undefined;
}
