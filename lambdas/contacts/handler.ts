import { changeRoutes } from '#api/contacts/change-contacts.ts';
import { listRoutes } from '#api/contacts/list-contacts.ts';
import { removalRoutes } from '#api/contacts/removal.ts';
import { testRoutes } from '#api/contacts/test-page.ts';
import { auditedParts } from '#http/audited-parts.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import type { RouteOf, Routes } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import type { PublishingRuntime } from '#runtime/runtime.ts';
import type { ContactBook } from '#usecases/ports.ts';

/**
 * Serves administrators who manage the phones and mailboxes that receive pages. It is the only
 * function that may change subscriptions.
 */
export function createContactsHandler(
  runtime: PublishingRuntime,
  contacts: ContactBook,
): HttpHandler {
  const parts = { ...auditedParts(runtime), contacts };
  const routes: Routes<RouteOf<'contacts'>> = {
    ...listRoutes(parts),
    ...changeRoutes(parts),
    ...testRoutes(parts),
    ...removalRoutes(parts),
  };
  return serve(runtime, routes);
}
