import { z } from 'zod';

/** The result of parsing a text: its value, or what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly wrong: string; readonly hint?: string };

/** A text with a syntax of its own, such as a duration. */
interface TextFormat<T> {
  /** Completes "… is not": `a duration, such as 5m`. */
  readonly title: string;
  /** The pattern for editors; `read` may be stricter. */
  readonly pattern?: string;
  readonly examples?: readonly string[];
  readonly read: (text: string) => Reading<T>;
}

/**
 * Returns a schema for a text that is parsed in one go, so that one text makes one problem at most.
 */
export function textFormat<T>({ title, pattern, examples, read }: TextFormat<T>) {
  const meta = {
    title,
    ...(pattern !== undefined && { pattern }),
    ...(examples !== undefined && { examples: [...examples] }),
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

/** Quotes the given text for messages, shortened. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
