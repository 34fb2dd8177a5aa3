import { createRequire } from 'node:module';
import type * as Library from 're2js';

/*
 * Replaces RE2's library in bundles. It is a fifth of the largest and most configs have no
 * expression, so it lies in a file beside the code (`lib/bundle.ts`), which is read when the first
 * one is compiled.
 */

let library: typeof Library | undefined;

function loaded(): typeof Library {
  library ??= createRequire(import.meta.url)('./re2.cjs') as typeof Library;
  return library;
}

/** As in the library, of which this is all that is used. */
export const RE2JS: Pick<typeof Library.RE2JS, 'compile'> = {
  compile: (regex, flags) => loaded().RE2JS.compile(regex, flags),
};

/** Stands where `instanceof` asks. */
export const RE2JSSyntaxException = {
  [Symbol.hasInstance]: (value: unknown) => value instanceof loaded().RE2JSSyntaxException,
};
