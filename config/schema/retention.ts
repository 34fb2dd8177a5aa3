import { z } from 'zod';
import { SHORTEST_KEPT } from '#core/incident/sweepable.ts';
import { DAY } from '#core/time/instant.ts';
import { durationOrForever } from './formats.ts';

/**
 * How long anything may be kept, but for ever: the longest that any law we know of asks for is six
 * years (HIPAA, 45 CFR 164.316(b)(2)(i)).
 */
export const KEPT_AT_MOST = {
  max: 3_660 * DAY,
  longWhy: 'write forever to keep it for as long as there is room',
} as const;

/** How long what is over is kept. */
export const retention = z
  .strictObject({
    incidents: durationOrForever({
      min: SHORTEST_KEPT,
      ...KEPT_AT_MOST,
      why: 'incidents are listed up to 31 days back',
    })
      .prefault('400d')
      .describe(
        'How long an incident is kept once it is resolved, with its pages and its timeline; forever: it stays.',
      ),
    changes: durationOrForever({
      min: DAY,
      ...KEPT_AT_MOST,
      why: 'a change is shown with the incidents that follow it',
    })
      .prefault('31d')
      .describe('How long a change is kept.'),
    revoked_keys: durationOrForever({
      min: DAY,
      ...KEPT_AT_MOST,
      why: 'somebody may still have to see whose key that was',
    })
      .prefault('90d')
      .describe('How long a key is listed once it is revoked.'),
    audit: durationOrForever({
      min: 31 * DAY,
      ...KEPT_AT_MOST,
      why: 'the audit trail must tell at least of the last month',
    })
      .prefault('2192d')
      .describe('How long an entry of the audit trail is kept: six years unless it is said.'),
  })
  .prefault({})
  .meta({ title: 'a mapping with incidents, changes, revoked_keys and audit' })
  .describe('How long what is over is kept. What is older is removed in small steps.');
