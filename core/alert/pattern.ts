import { RE2JS, RE2JSSyntaxException } from 're2js';

/** A regular expression that is matched against whole values. */
export interface Pattern {
  test(value: string): boolean;
}

/** The same few patterns are used again and again; filters of requests bring others. */
const MAX_KEPT = 1_000;

const compiled = new Map<string, Pattern>();

/**
 * Compiles an RE2 pattern, the syntax of Prometheus and Alertmanager, anchored at both ends as
 * there: matching takes linear time, whatever the pattern. `flags` are RE2's, such as `s`. Throws
 * if the pattern is malformed: check it with `regexpError` first.
 */
export function anchored(pattern: string, flags = ''): Pattern {
  const text = `^(?${flags}:${pattern})$`;
  let known = compiled.get(text);
  if (known === undefined) {
    known = RE2JS.compile(text);
    if (compiled.size >= MAX_KEPT) {
      compiled.clear();
    }
    compiled.set(text, known);
  }
  return known;
}

/**
 * Returns what is wrong with a pattern, in the words of Go's regexp package; undefined if it is
 * well formed.
 */
export function regexpError(pattern: string): string | undefined {
  // It is compiled without anchors, because the message would quote them.
  const why = failureOf(() => RE2JS.compile(pattern)) ?? failureOf(() => anchored(pattern));
  return why !== undefined && LOOKS_AROUND.test(pattern) ? `${why}; ${NO_LOOKAROUND}` : why;
}

/** Constructs of other engines that RE2 calls a malformed group. */
const LOOKS_AROUND = /\(\?<?[=!]/u;

const NO_LOOKAROUND =
  'RE2 has no lookahead and no lookbehind: use !~ in a condition of its own for what must not be there';

function failureOf(compile: () => unknown): string | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) {
      return error.message.replace('error parsing regexp: ', '');
    }
    throw error;
  }
}
