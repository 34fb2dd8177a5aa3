import { closest } from '#core/text/closest.ts';
import { ROUTES } from '#deployment/routes.ts';
import { routesAt } from './find-route.ts';
import type { HttpEvent } from './http.ts';
import { type Problem, problem } from './problem.ts';

const routesOf = routesAt(ROUTES);

/** Paths without a variable part: any other would be near to nearly anything. */
const FIXED = [...new Set(ROUTES.map(({ path }) => path).filter((path) => !path.includes('{')))];

/** The longest path for which a suggestion is searched; none of ours is nearly as long. */
const LONGEST = 60;

/** The problem of a request that no route takes; a wrong method is told the others of its path. */
export function nothingAt({ rawPath: path, requestContext }: HttpEvent): Problem {
  const { method } = requestContext.http;
  const methods = methodsAt(path);
  const taken = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  if (taken.length > 0) {
    const allow = [...new Set(taken)].join(', ');
    const detail = `${short(path)} takes ${allow}, and not ${method}.`;
    return problem('wrong_method', detail, { headers: { allow } });
  }
  const meant = path.length > LONGEST ? undefined : closest(path, FIXED);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return problem(
    'not_found',
    `Nothing is answered at ${method} ${short(path)}.${hint} What agents and tools can ask is in docs/agents.md; GET /v1/health answers everybody.`,
  );
}

/**
 * What can be asked there. At an address of its own, such as that which confirms a contact, what
 * could be meant by a part of it, such as a contact of this id, is left out.
 */
function methodsAt(path: string): readonly string[] {
  const routes = routesOf(path).map(({ route }) => route);
  const own = routes.filter((route) => route.path === path);
  return (own.length > 0 ? own : routes).map(({ method }) => method);
}

function short(path: string): string {
  return path.length > LONGEST ? `${path.slice(0, LONGEST)}…` : path;
}
