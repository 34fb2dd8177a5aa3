import type { RouteDependencies } from '#http/routes.ts';
import type { PublishingRuntime } from '#runtime/runtime.ts';
import type { ContactBook } from '#usecases/ports.ts';

/** What the routes of this function are made of. */
export interface ContactRouteDependencies extends RouteDependencies {
  readonly runtime: PublishingRuntime;
  readonly contacts: ContactBook;
}
