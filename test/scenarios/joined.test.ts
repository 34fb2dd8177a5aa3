import { describe } from '@jest/globals';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { MINUTE } from '#core/time/instant.ts';
import { endLimits } from '#usecases/set-limit.ts';
import { below, hospital } from '../support/config.ts';
import { story } from '../support/story.ts';
import { sample } from '../support/world.ts';

const shock: ThresholdRule = {
  ...below('hr', 0, { name: 'shock', title: 'Signs of shock' }),
  condition: { kind: 'equals', value: 1 },
  across: {
    kind: 'all',
    terms: [
      {
        ...{ metric: 'hr', matchers: [], maxAge: 5 * MINUTE },
        condition: { kind: 'above', limit: 110, clear: 110 },
      },
      {
        ...{ metric: 'bp', matchers: [], maxAge: 30 * MINUTE },
        condition: { kind: 'below', limit: 90, clear: 90 },
      },
    ],
  },
};

describe('two conditions of one patient', () => {
  story(
    'page when both hold, by values that come from two devices, and end with one of them',
    hospital({ rules: [shock] }),
    async (w) => {
      await w.post(sample('bed-1', 'hr', 120, w.now()));
      await w.pass(MINUTE);
      w.expectNoPage();
      await w.post(sample('bed-1', 'bp', 80, w.now()));
      w.expectPage('anna', 'sms', /Signs of shock, bed-1/);
      await w.pass(MINUTE);
      await w.post(sample('bed-1', 'hr', 100, w.now()));
    },
  );

  story(
    'are judged by values of one patient when a bed changes hands',
    hospital({ rules: [shock] }),
    async (w) => {
      await w.post(sample('bed-1', 'hr', 120, w.now()));
      await w.pass(MINUTE);
      await endLimits(w.ports, hospital({ rules: [shock] }))('bed-1', () => true, w.now(), w.now());
      await w.post(sample('bed-1', 'bp', 80, w.now()));
      w.expectNoPage();
      await w.pass(MINUTE);
      await w.post(sample('bed-1', 'hr', 120, w.now()));
      w.expectPage('anna', 'sms', /Signs of shock, bed-1/);
    },
  );
});
