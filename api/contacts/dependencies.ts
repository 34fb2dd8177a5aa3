import type { RouteDependencies } from '#http/routes.ts';
import type { PublishingRuntime } from '#runtime/runtime.ts';
import type { ContactBook } from '#usecases/ports.ts';

/** The dependencies of this function's routes. */
export interface ContactRouteDependencies extends RouteDependencies {
  readonly runtime: PublishingRuntime;
  readonly contacts: ContactBook;
}
