import type { ContactBook } from '#usecases/ports.ts';
import { createGate } from '../support/authenticate.ts';
import { headAsGet } from '../support/head-as-get.ts';
import { type HttpHandler, httpHandler } from '../support/http-handler.ts';
import { router } from '../support/router.ts';
import type { RouteOf, Routes } from '../support/routes.ts';
import type { PublishingRuntime } from '../support/runtime.ts';
import { changeRoutes } from './routes/change.ts';
import { listRoutes } from './routes/list.ts';
import { testRoutes } from './routes/test.ts';

/**
 * Serves administrators: whose phones and mailboxes get the pages. The one function that may change
 * subscriptions.
 */
export function createContactsHandler(
  runtime: PublishingRuntime,
  contacts: ContactBook,
): HttpHandler {
  const parts = { runtime, contacts, gate: createGate(runtime) };
  const routes: Routes<RouteOf<'contacts'>> = {
    ...listRoutes(parts),
    ...changeRoutes(parts),
    ...testRoutes(parts),
  };
  return headAsGet(httpHandler(runtime, router(routes)));
}
