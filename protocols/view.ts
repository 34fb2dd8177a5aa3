import type { RouteDependencies } from '#http/routes.ts';
import type { PreviewSilence } from '#usecases/silence-preview.ts';

/** The dependencies of a protocol's views. */
export interface ViewParts extends RouteDependencies {
  readonly cover: PreviewSilence;
}
