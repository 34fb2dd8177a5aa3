import type { en } from './en.ts';

/** The type of all words: of each language the same names, each with the same parts. */
export type Words = Worded<typeof en>;

type Worded<Part> = {
  readonly [Name in keyof Part]: Part[Name] extends (...parts: infer Parts) => string
    ? (...parts: Parts) => string
    : Part[Name] extends string
      ? string
      : Worded<Part[Name]>;
};
