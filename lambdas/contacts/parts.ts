import type { RouteParts } from '#lambdas/support/routes.ts';
import type { ContactBook } from '#usecases/ports.ts';

/** What the routes of this function are made of. */
export interface ContactParts extends RouteParts {
  readonly contacts: ContactBook;
}
