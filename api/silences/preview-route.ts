import type { HttpEvent } from '#http/http.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import type { PreviewSilence, SilencePreview } from '#usecases/silence-preview.ts';
import { parseSilenceMatchers } from '#usecases/silence-terms.ts';
import type { CoverView } from './silences.contract.ts';

/** The route that tells what a silence would cover now, before anybody sets it. */
export function previewRoutes(
  { runtime: { clock }, gate }: RouteDependencies,
  cover: PreviewSilence,
): Routes<'GET /v1/silences/preview'> {
  return {
    'GET /v1/silences/preview': gate.withRight('read', async ({ rawQueryString }: HttpEvent) => {
      const matchers = parseSilenceMatchers(new URLSearchParams(rawQueryString).getAll('filter'));
      if (typeof matchers === 'string') {
        return problem('invalid', matchers);
      }
      const found = await cover(matchers, clock());
      return json(200, { ...coverView(found), warnings: found.warnings });
    }),
  };
}

const SUBJECTS_SHOWN = 20;

/** How much matchers cover at this moment, and the first of the subjects by name. */
export function coverView({
  alerts,
  incidents,
  subjects,
}: Omit<SilencePreview, 'warnings'>): CoverView {
  const more = subjects.length - SUBJECTS_SHOWN;
  return {
    alerts,
    incidents,
    subjects: subjects.slice(0, SUBJECTS_SHOWN),
    ...(more > 0 && { moreSubjects: more }),
  };
}
