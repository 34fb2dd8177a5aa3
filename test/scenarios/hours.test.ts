import { describe, expect } from '@jest/globals';
import { summaryView } from '#api/incidents/incident-view.ts';
import type { SupportHours } from '#core/team/support-hours.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { ingestAccesses } from '#usecases/ingest-accesses.ts';
import { hospital, policy, service, to } from '../support/config.ts';
import { accessTold, THREE, watched } from '../support/record-access.ts';
import { story } from '../support/story.ts';
import { wordsOf } from '../support/timeline.ts';
import { wording } from '../support/wording.ts';

/** Weekdays from 08:00 to 17:00 in Stockholm, where clocks go forward on 2026-03-29. */
const OFFICE: SupportHours = {
  below: 'error',
  timeZone: 'Europe/Stockholm',
  restrictions: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' }],
};

const CONFIG = hospital({
  policies: [policy('privacy', [to('dan')])],
  services: [service('privacy', 'privacy', { ackTimeout: null, hours: OFFICE })],
  config: watched('privacy', { distinctPatients: THREE }),
});

const FRIDAY_NIGHT = Date.UTC(2026, 2, 27, 22);
const MONDAY_MORNING = Date.UTC(2026, 2, 30, 6);

describe('an unusual access at night', () => {
  story(
    'waits for the morning, across a weekend and a change of the clocks, and then pages the officer',
    CONFIG,
    async (w) => {
      const accesses = [0, 1, 2, 3].map((n) => accessTold(n, w.now() + n * SECOND));
      await ingestAccesses(w.ports, CONFIG)({ accesses, relations: [] }, w.now());
      await w.run();
      w.expectNoPage();
      expect(wordsOf(await w.incident()).join()).toMatch(
        /can wait: nobody is paged before the hours of the service begin at 2026-03-30 06:00 UTC/,
      );
      const seen = summaryView(await w.incident(), wording(CONFIG, w.now()));
      expect(seen).toMatchObject({ deferredUntil: '2026-03-30T06:00:00Z', waitsFor: [] });
      w.moment(MONDAY_MORNING - w.now() - MINUTE);
      await w.pass(50 * SECOND);
      w.expectNoPage();
      await w.pass(20 * SECOND);
      w.expectPage('dan', 'sms', /One user accessed the records of many patients/);
      await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
    },
    FRIDAY_NIGHT,
  );
});
