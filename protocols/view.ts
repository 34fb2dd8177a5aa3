import type { RouteDependencies } from '#http/routes.ts';
import type { PreviewSilence } from '#usecases/silence-preview.ts';

/** What the views of a protocol are made of. */
export interface ViewParts extends RouteDependencies {
  readonly cover: PreviewSilence;
}
