import { consoleProblemPage } from '#api/console/problem-page.ts';
import { type ServedFile, serveFiles } from '#api/console/serve-files.ts';
import { beginSignIn, endSignIn } from '#api/console/sign-in.ts';
import { askSignOut, backChannelSignOut, signedOut, signOut } from '#api/console/sign-out.ts';
import { own } from '#core/collections/own.ts';
import { createAuditRecorder } from '#http/audit-recorder.ts';
import { createGate } from '#http/authenticate.ts';
import type { HttpRoute } from '#http/http.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { problem } from '#http/problem.ts';
import type { RouteOf, Routes } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { SignInIssuer } from '#usecases/ports.ts';

/** What the console's function needs beside its runtime. */
export interface ConsoleParts {
  /** Reads the files of the console. */
  readonly files: () => readonly ServedFile[];
  /** Where people sign in; undefined where nobody can. */
  readonly issuer: SignInIssuer | undefined;
}

/**
 * Serves the console to browsers: its shell and its files, and signing in and out. What they show,
 * they ask the API for. No token of the issuer ever leaves this function.
 */
export function createConsoleHandler(
  runtime: Runtime,
  { files, issuer }: ConsoleParts,
): HttpHandler {
  const gate = createGate(runtime);
  const parts = { runtime, gate, issuer, audit: createAuditRecorder(runtime) };
  const routes: Routes<RouteOf<'console'>> = {
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
  return serve(runtime, routes, { form: { renderProblem: consoleProblemPage } });
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
