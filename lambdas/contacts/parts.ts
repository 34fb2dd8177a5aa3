import type { RouteParts } from '#lambdas/support/routes.ts';
import type { PublishingRuntime } from '#lambdas/support/runtime.ts';
import type { ContactBook } from '#usecases/ports.ts';

/** What the routes of this function are made of. */
export interface ContactParts extends RouteParts {
  readonly runtime: PublishingRuntime;
  readonly contacts: ContactBook;
}
