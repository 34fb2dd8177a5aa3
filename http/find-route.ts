import type { RouteDeclaration } from '#deployment/routes.ts';

/** The route that a request takes, and its decoded path parameters. */
export interface FoundRoute {
  readonly route: RouteDeclaration;
  readonly pathParameters: Record<string, string>;
}

/** Finds the route of a request as API Gateway does; undefined if none takes it. */
export function findRoute(routes: readonly RouteDeclaration[]) {
  const at = routesAt(routes);
  return (method: string, path: string): FoundRoute | undefined =>
    at(path).find(({ route }) => route.method === method);
}

/** Finds the routes of a path, whatever their methods, the most specific first. */
export function routesAt(routes: readonly RouteDeclaration[]) {
  const matchers = routes
    .toSorted(
      (one, other) =>
        vagueness(one.path) - vagueness(other.path) || other.path.length - one.path.length,
    )
    .map((route) => ({ route, pattern: pathPattern(route.path) }));
  return (path: string): readonly FoundRoute[] =>
    matchers.flatMap(({ route, pattern }) => {
      const match = pattern.exec(path);
      const pathParameters = match && decodeAll(match.groups ?? {});
      return pathParameters ? [{ route, pathParameters }] : [];
    });
}

/**
 * API Gateway prefers a path without variables, and takes a greedy one only where no other route
 * matches; of several greedy ones it takes the longest.
 */
function vagueness(path: string): number {
  if (path.includes('+}')) {
    return 2;
  }
  return path.includes('{') ? 1 : 0;
}

/** Undefined if a part has invalid percent-encoding: no route can mean that. */
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
 * The pattern of a declared path: `{name}` is one segment, and `{name+}` the rest, which may be
 * empty. Both are groups of the match.
 */
function pathPattern(path: string): RegExp {
  const greedy = path.replace(/\{(\w+)\+\}/, '(?<$1>.*)');
  return new RegExp(`^${greedy.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
