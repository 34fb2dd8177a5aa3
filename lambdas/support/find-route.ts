import type { ServedRoute } from '../resources.ts';
import { pathPattern } from './path-pattern.ts';

/** The route that a request takes, and the parts of the path that it names, decoded. */
export interface FoundRoute {
  readonly route: ServedRoute;
  readonly pathParameters: Record<string, string>;
}

/** Finds the route of a request as API Gateway does; undefined where none takes it. */
export function findRoute(routes: readonly ServedRoute[]) {
  const matchers = routes.map((route) => ({ route, pattern: pathPattern(route.path) }));
  return (method: string, path: string): FoundRoute | undefined => {
    for (const { route, pattern } of matchers) {
      const match = route.method === method ? pattern.exec(path) : null;
      const pathParameters = match && decodeAll(match.groups ?? {});
      if (pathParameters) return { route, pathParameters };
    }
    return undefined;
  };
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
