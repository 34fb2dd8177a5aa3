import { DAY } from '#core/time/instant.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { Routes } from '#http/routes.ts';
import { previewRemoval } from '#usecases/preview-removal.ts';
import { gapViews, provenSpan, weakSpotViews } from '../platform/reachability-view.ts';
import { contactView, unknownContact } from './contact-view.ts';
import type { RemovalView } from './contacts.contract.ts';
import { MOST_LOSSES } from './contacts.requests.ts';
import type { ContactRouteDependencies } from './dependencies.ts';

/** The route that shows what removing a contact would leave uncovered, before it is removed. */
export function removalRoutes({
  runtime: { config, clock },
  contacts,
  gate,
}: ContactRouteDependencies): Routes<'GET /v1/contacts/{id}/removal'> {
  const preview = previewRemoval({ contacts }, config);
  return {
    'GET /v1/contacts/{id}/removal': gate.withRight('admin', async ({ pathParameters }) => {
      const id = pathParameters?.['id'] ?? '';
      // As with the proof of the config, whose days are the same.
      const from = Math.floor(clock() / DAY) * DAY;
      const found = await preview(id, from);
      if (found === undefined) {
        return problem('not_found', unknownContact(id));
      }
      const { to, contact, left } = found;
      const gaps = gapViews(found.gaps);
      const weakSpots = weakSpotViews(found.weakSpots);
      const moreGaps = gaps.length - MOST_LOSSES;
      const moreWeakSpots = weakSpots.length - MOST_LOSSES;
      const view: RemovalView = {
        person: to.responder,
        channel: to.channel,
        contact: contactView(contact),
        left,
        ...provenSpan(from),
        // A schedule whose turns change each day may leave hundreds.
        gaps: gaps.slice(0, MOST_LOSSES),
        ...(moreGaps > 0 && { moreGaps }),
        weakSpots: weakSpots.slice(0, MOST_LOSSES),
        ...(moreWeakSpots > 0 && { moreWeakSpots }),
      };
      return json(200, view);
    }),
  };
}
