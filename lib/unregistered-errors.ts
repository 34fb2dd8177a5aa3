/**
 * A line with which a client of the SDK makes one of its service's errors known to itself, as
 * esbuild joins it: `n0_registry.registerError(LimitExceededException$, LimitExceededException);`.
 */
const REGISTERS = /^\w+\.registerError\(\w+\$\d*, (\w+)\);$/gm;

/**
 * Leaves out those errors of the SDK's clients that nothing asks for by their class, line for line
 * (a source map stays true): a client has dozens, and registers each of them. The SDK makes one
 * that it does not know from its base class, with the same name, message and metadata.
 */
export function withoutUnusedErrors(code: string): string {
  return code.replace(REGISTERS, (line, name: string) =>
    // Its class is declared, and registered here; in quotes it is only a name.
    code.match(new RegExp(`(?<![\\w$"#])${name}(?![\\w$"])`, 'g'))?.length === 2 ? '' : line,
  );
}
