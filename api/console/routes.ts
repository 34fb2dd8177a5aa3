import { own } from '#core/collections/own.ts';
import type { HttpRoute } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteOf, Routes } from '#http/routes.ts';
import { type ServedFile, serveFiles } from './serve-files.ts';
import { beginSignIn, endSignIn, type SignInDependencies } from './sign-in.ts';
import { askSignOut, backChannelSignOut, signedOut, signOut } from './sign-out.ts';

/**
 * The routes of the console's function: its shell and its files, and signing in and out. `files`
 * reads the files, and is called once.
 */
export function consoleRoutes(
  parts: SignInDependencies,
  files: () => readonly ServedFile[],
): Routes<RouteOf<'console'>> {
  const { gate, runtime } = parts;
  return {
    'GET /console/{path+}': byPath(
      {
        '/console/sign-in': gate.withoutKey(beginSignIn(parts)),
        '/console/callback': gate.withoutKey(endSignIn(parts)),
        '/console/sign-out': gate.withoutKey(askSignOut()),
        '/console/signed-out': gate.withoutKey(signedOut()),
      },
      serveFiles(runtime, files),
    ),
    'POST /console/{path+}': byPath({
      '/console/sign-out': gate.withoutKey(signOut(parts)),
      '/console/back-channel-logout': gate.withoutKey(backChannelSignOut(parts)),
    }),
  };
}

/** API Gateway has one route for all of them, since each costs a resource of the stack. */
function byPath(
  routes: Readonly<Record<string, HttpRoute>>,
  otherwise: HttpRoute = nothing,
): HttpRoute {
  return (event) => (own(routes, event.rawPath) ?? otherwise)(event);
}

const nothing: HttpRoute = async ({ rawPath, requestContext: { http } }) =>
  problem('not_found', `Nothing is answered at ${http.method} ${rawPath.slice(0, 100)}.`);
