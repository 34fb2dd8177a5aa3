/** How a language counts, for its words. */
export interface Counting {
  /** Whether a number of things takes the word for one of them. */
  readonly isOne: (number: number) => boolean;
  /** A number with the word for one thing, or for several. */
  readonly count: (number: number, one: string, other: string) => string;
}

export function countingIn(language: string): Counting {
  const plural = new Intl.PluralRules(language);
  const isOne = (number: number) => plural.select(number) === 'one';
  return { isOne, count: (number, one, other) => `${number} ${isOne(number) ? one : other}` };
}
