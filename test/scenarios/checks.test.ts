import { describe, expect } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { samplesOf } from '#core/check/samples.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE } from '#core/time/instant.ts';
import { type Story, story } from '../support/story.ts';

const TEXT = `
time_zone: Europe/Stockholm
technical_service: it
people: { dan: { name: Dan, channels: [sms] } }
policies: { it: { steps: [{ page: [person: dan], wait: 30m }] } }
services: { it: { name: IT, policy: it, subjects_in_pages: true } }
checks:
  - name: ehr
    title: The health record
    service: it
    severity: critical
    http: { url: "https://ehr.example.org/health" }
    slow: 2s
    certificate: 14d
`;

function watched(): Config {
  const loaded = loadConfig(TEXT, 'wardbell.yaml');
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.config;
}

/** The outcome at a place; 0 is none. */
type Took = number | 'failed' | 'not probed';

/** Probes each minute, from two places. */
async function probe(w: Story, minutes: number, ward: Took, centre: Took, days = 90) {
  for (let minute = 0; minute < minutes; minute++) {
    const places = Object.entries({ ward, centre }).flatMap(([place, took]) => {
      if (took === 'not probed') {
        return [];
      }
      const at = w.now();
      const certificateEnds = at + days * 24 * 60 * MINUTE;
      const probed =
        took === 'failed' ? { failure: 'it refuses', took: 5 } : { took, certificateEnds };
      return samplesOf({ name: 'ehr' }, probed, { place, at });
    });
    await w.post(...places);
    await w.pass(MINUTE);
  }
}

describe('a check that two places probe', () => {
  story('pages nobody while one of them finds it', watched(), async (w) => {
    await probe(w, 2, 100, 100);
    await probe(w, 30, 'failed', 100);
    await probe(w, 2, 100, 100);
  });

  story(
    'pages when neither has found it for its time, and is over when one does',
    watched(),
    async (w) => {
      await probe(w, 2, 100, 100);
      await probe(w, 1, 'failed', 'failed');
      w.expectNoPage();
      await probe(w, 2, 'failed', 'failed');
      w.expectPage('dan', 'sms', /^CRITICAL The health record does not answer, ehr/);
      await probe(w, 1, 'failed', 100);
      expect(await w.open()).toEqual([]);
    },
  );

  story(
    'pages by the other where one of them is no longer heard, and says that',
    watched(),
    async (w) => {
      await probe(w, 2, 100, 100);
      await probe(w, 8, 'failed', 'not probed');
      w.expectPage('dan', 'sms', /The health record is not probed/);
      w.expectPage('dan', 'sms', /^CRITICAL again: The health record does not answer/);
    },
  );

  story('warns when it is slow from everywhere', watched(), async (w) => {
    await probe(w, 4, 3_000, 100);
    w.expectNoPage();
    await probe(w, 4, 3_000, 2_500);
    w.expectPage('dan', 'sms', /The health record answers slowly/);
  });

  story('warns before its certificate ends', watched(), async (w) => {
    await probe(w, 2, 100, 100, 14.1);
    w.expectNoPage();
    await probe(w, 1, 100, 100, 13.9);
    w.expectPage('dan', 'sms', /The health record: certificate ends soon/);
  });
});
