import { CONSOLE_START } from '#console/addresses.ts';
import { closest } from '#core/text/closest.ts';
import { ROUTES } from '#deployment/routes.ts';
import { routesAt } from '#http/find-route.ts';
import type { HttpRoute } from '#http/http.ts';
import { type Problem, problem } from '#http/problem.ts';
import type { RouteDependencies } from '#http/routes.ts';
import { renderNotice } from './notice.ts';
import { wantsPage } from './wants-page.ts';

const routesOf = routesAt(ROUTES);

/** Paths without a variable part: any other would be near to nearly anything. */
const FIXED = [...new Set(ROUTES.map(({ path }) => path).filter((path) => !path.includes('{')))];

/** The longest path for which a suggestion is searched; none of ours is nearly as long. */
const LONGEST = 60;

/**
 * Where people come who type the address of the platform: those who may sign in mean the console.
 * The last is one of the console's own, and comes here from gateways that ask for more behind it.
 */
const TO_CONSOLE = ['/', '/console', '/console/'];

/** The prefix of a link in a page, of which a part was lost or added on its way. */
const LINK = /^\/[ai](\/|$)/;

/**
 * Answers requests that no route takes: the bare address, mistyped paths, and probes. A browser
 * gets a page with a way on, where people sign in the console, and a tool a problem document. None
 * reveals anything of the deployment.
 */
export function elsewhere({
  gate,
  runtime: {
    config: { access },
  },
}: RouteDependencies): HttpRoute {
  return gate.withoutKey(async (event) => {
    const { rawPath: path } = event;
    if (!wantsPage(event)) {
      return nothingAt(event.requestContext.http.method, path);
    }
    if (access !== undefined && TO_CONSOLE.includes(path)) {
      return { statusCode: 302, headers: { location: CONSOLE_START, 'cache-control': 'no-store' } };
    }
    if (path === '/') {
      return renderNotice('root');
    }
    return renderNotice(LINK.test(path) ? 'invalid' : 'unknown');
  });
}

function nothingAt(method: string, path: string): Problem {
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
