import type { ServedRoute } from '#deployment/routes.ts';

/** The route that a request takes, and the parts of the path that it names, decoded. */
export interface FoundRoute {
  readonly route: ServedRoute;
  readonly pathParameters: Record<string, string>;
}

/** Finds the route of a request as API Gateway does; undefined if none takes it. */
export function findRoute(routes: readonly ServedRoute[]) {
  const at = routesAt(routes);
  return (method: string, path: string): FoundRoute | undefined =>
    at(path).find(({ route }) => route.method === method);
}

/** Finds the routes that take a path, whatever their methods are. */
export function routesAt(routes: readonly ServedRoute[]) {
  const matchers = routes.map((route) => ({ route, pattern: pathPattern(route.path) }));
  return (path: string): readonly FoundRoute[] =>
    matchers.flatMap(({ route, pattern }) => {
      const match = pattern.exec(path);
      const pathParameters = match && decodeAll(match.groups ?? {});
      return pathParameters ? [{ route, pathParameters }] : [];
    });
}

/** Undefined where a part is not proper percent-encoding: no route can mean that. */
function decodeAll(groups: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    return undefined;
  }
}

/**
 * What a declared path matches: `{name}` is one segment, and `{name+}` all that follows, be it
 * nothing. Both are groups of the match.
 */
function pathPattern(path: string): RegExp {
  const greedy = path.replace(/\{(\w+)\+\}/, '(?<$1>.*)');
  return new RegExp(`^${greedy.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
