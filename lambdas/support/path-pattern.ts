/**
 * What a declared path matches: `{name}` is one segment, and `{name+}` all that follows, be it
 * nothing. Both are groups of the match.
 */
export function pathPattern(path: string): RegExp {
  const greedy = path.replace(/\{(\w+)\+\}/, '(?<$1>.*)');
  return new RegExp(`^${greedy.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
