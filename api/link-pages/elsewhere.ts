import { CONSOLE_START } from '#console/addresses.ts';
import type { HttpRoute } from '#http/http.ts';
import { nothingAt } from '#http/nothing-at.ts';
import type { RouteDependencies } from '#http/routes.ts';
import { renderNotice } from './notice.ts';
import { wantsPage } from './wants-page.ts';

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
      return nothingAt(event);
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
