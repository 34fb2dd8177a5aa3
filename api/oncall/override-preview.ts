import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { queryTime } from '#http/time-fields.ts';
import {
  type MeantOverride,
  type OverridePreview,
  previewOverride,
} from '#usecases/preview-override.ts';
import type { OverridePreviewView } from './oncall.contract.ts';
import { MOST_SPANS } from './oncall.requests.ts';
import { shownOf, spanView } from './shown-spans.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** The route that tells what an override would change, before it is set or removed. */
export function overridePreviewRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/overrides/preview'> {
  const preview = previewOverride(ports, config);
  return {
    'GET /v1/overrides/preview': gate.withRight(
      'read',
      async ({ queryStringParameters: query = {} }) => {
        const now = clock();
        const meant = meantIn(query, config, now);
        if ('wrong' in meant) {
          return problem('invalid', meant.wrong);
        }
        const outcome = await preview(meant.override, now);
        switch (outcome.kind) {
          case 'preview':
            return json(200, view(outcome));
          case 'unknown':
            return problem('unknown_name', outcome.text);
          case 'refused':
            return problem('invalid', outcome.text);
        }
      },
    ),
  };
}

/** Returns the override that is asked about, or what is wrong with the question. */
function meantIn(
  query: Query,
  { timeZone }: Config,
  now: Instant,
): { readonly override: MeantOverride } | { readonly wrong: string } {
  const { without, schedule, person } = query;
  if (without !== undefined) {
    return { override: without };
  }
  if (schedule === undefined || person === undefined) {
    return {
      wrong:
        'It needs "schedule", "person", "from" and "to" of an override to be set, or "without" and the id of one to be removed.',
    };
  }
  const from = queryTime(query, 'from', { timeZone, after: now }) ?? now;
  if (typeof from === 'string') {
    return { wrong: from };
  }
  const to = queryTime(query, 'to', { timeZone, after: from });
  if (typeof to !== 'number') {
    return { wrong: to ?? '"to" is missing; it must be a time after "from".' };
  }
  return { override: { schedule, person, from, to } };
}

function view({
  schedule,
  window,
  changes,
  gaps,
  alsoOnCall,
  passedOverFor,
}: OverridePreview): OverridePreviewView {
  return {
    schedule,
    ...spanView(window),
    changes: shownOf(changes),
    ...moreThan(changes, 'moreChanges'),
    gaps: shownOf(gaps),
    ...moreThan(gaps, 'moreGaps'),
    alsoOnCall: shownOf(alsoOnCall),
    ...moreThan(alsoOnCall, 'moreAlsoOnCall'),
    passedOverFor,
  };
}

function moreThan<Key extends string>(
  spans: readonly Interval[],
  key: Key,
): { readonly [name in Key]?: number } {
  const more = spans.length - MOST_SPANS;
  return more > 0 ? ({ [key]: more } as { readonly [name in Key]: number }) : {};
}
