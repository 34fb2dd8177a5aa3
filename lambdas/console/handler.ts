import { consoleProblemPage } from '#api/console/problem-page.ts';
import { type ServedFile, serveFiles } from '#api/console/serve-files.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import type { RouteOf, Routes } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import type { Runtime } from '#runtime/runtime.ts';

/** What the console's function needs beside its runtime. */
export interface ConsoleParts {
  /** Reads the files of the console. */
  readonly files: () => readonly ServedFile[];
}

/**
 * Serves the console to browsers: its shell and its files. What they show, they ask the API for.
 */
export function createConsoleHandler(runtime: Runtime, { files }: ConsoleParts): HttpHandler {
  const routes: Routes<RouteOf<'console'>> = {
    'GET /console/{path+}': serveFiles(runtime, files),
  };
  return serve(runtime, routes, { form: { renderProblem: consoleProblemPage } });
}
