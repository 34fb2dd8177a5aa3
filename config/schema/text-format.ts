import { z } from 'zod';

/** What became of a text: its meaning, or what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly wrong: string; readonly hint?: string };

/** A text with a meaning of its own, such as a duration. */
interface TextFormat<T> {
  /** Completes "… is not": `a duration, such as 5m`. */
  readonly title: string;
  /** What editors check; `read` may be stricter. */
  readonly pattern?: string;
  readonly examples?: readonly string[];
  readonly read: (text: string) => Reading<T>;
}

/** A schema for a text that is read in one go, so that one text makes one problem at most. */
export function textFormat<T>({ title, pattern, examples, read }: TextFormat<T>) {
  const meta = {
    title,
    ...(pattern === undefined ? {} : { pattern }),
    ...(examples === undefined ? {} : { examples: [...examples] }),
  };
  return z
    .string()
    .meta(meta)
    .transform((text, context): T => {
      const reading = read(text);
      if ('value' in reading) {
        return reading.value;
      }
      const { wrong, hint } = reading;
      context.issues.push({ code: 'custom', input: text, message: wrong, params: { hint } });
      return z.NEVER;
    });
}

/** The given text as it stands in messages, shortened. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
