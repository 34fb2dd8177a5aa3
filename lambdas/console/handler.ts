import { consoleProblemPage } from '#api/console/problem-page.ts';
import { consoleRoutes } from '#api/console/routes.ts';
import type { ServedFile } from '#api/console/serve-files.ts';
import { createAuditRecorder } from '#http/audit-recorder.ts';
import { createGate } from '#http/authenticate.ts';
import type { HttpHandler } from '#http/http-handler.ts';
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
  const form = { renderProblem: consoleProblemPage };
  return serve(runtime, consoleRoutes(parts, files), { form });
}
