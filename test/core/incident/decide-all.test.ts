import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Transition } from '#core/alert/alert.ts';
import type { Severity } from '#core/alert/severity.ts';
import { omit } from '#core/collections/omit.ts';
import { decide, decideAll } from '#core/incident/decide.ts';
import type { Incident } from '#core/incident/incident.ts';
import { context, ends, fires, minutes, opened, silence } from './given.ts';

const severity = fc.constantFrom<Severity>('critical', 'error', 'warning', 'info');
const bed = fc.constantFrom('bed-1', 'bed-2', 'bed-3', 'bed-4');
const told = fc.array(fc.record({ bed, severity }), { minLength: 1, maxLength: 8 });
const isSilenced = fc.boolean();
const before = fc.option(fc.array(bed, { minLength: 1, maxLength: 3 }), { nil: undefined });

/**
 * Removes what hinders a comparison: a decision counts as one version, however many events it
 * folds.
 */
const shown = (incident: Incident | undefined) => incident && omit(incident, 'version');

test('events that are decided together leave the incident that they leave one after the other', () => {
  fc.assert(
    fc.property(told, isSilenced, before, fc.boolean(), (events, quiet, earlier, firing) => {
      const given = context(minutes(1), { silences: quiet ? [silence('bed-1')] : [] });
      const start = earlier && opened(earlier.map((bed, n) => fires(bed, n + 1)));
      const transitions: Transition[] = events.map(({ bed, severity }, n) =>
        firing
          ? fires(bed, 10 + n, { severity, startsAt: given.now + n })
          : ends(bed, 10 + n, { severity }),
      );
      let one = start;
      for (const transition of transitions) {
        one = decide(one, { kind: 'transition', transition }, given).incident ?? one;
      }
      const all = decideAll(
        start,
        transitions.map((transition) => ({ kind: 'transition', transition })),
        given,
      );
      expect(shown(all.incident)).toEqual(shown(one));
    }),
    { numRuns: 300 },
  );
});
