import { expect, test } from '@jest/globals';
import { summaryView } from '#api/incidents/incident-view.ts';
import type { Incident } from '#core/incident/incident.ts';
import { acknowledge, context, fires, opened, tell } from '../../core/incident/given.ts';
import { hospital, policy, service, to } from '../../support/config.ts';
import { wording } from '../../support/wording.ts';

const steps = [{ targets: to('anna', 'bo'), delay: 60_000, answers: 2 }];
const CONFIG = hospital({
  policies: [policy('icu', [], { steps })],
  services: [service('icu', 'icu')],
});

test('An incident shows who of several has answered, and nobody once a version before has ended that', () => {
  const at = context(1, { config: CONFIG });
  const fresh = opened([fires('bed-1', 1)], context(0, { config: CONFIG }));
  const one = tell(fresh, acknowledge('anna'), at).after;
  const both = tell(one, acknowledge('bo'), at).after;
  const answersIn = (incident: Incident) => {
    const { status, answers } = summaryView(incident, wording(CONFIG, 1));
    return [status, answers?.wanted, answers?.from.map(({ by }) => by)];
  };
  expect(answersIn(one)).toEqual(['triggered', 2, ['anna']]);
  expect(answersIn(both)).toEqual(['acknowledged', 2, ['anna', 'bo']]);
  expect(answersIn({ ...both, status: 'triggered' })).toEqual(['triggered', 2, []]);
});
