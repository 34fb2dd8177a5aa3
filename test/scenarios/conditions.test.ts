import { describe, expect } from '@jest/globals';
import type { Rule } from '#core/rule/rule.ts';
import type { Sample } from '#core/sample/sample.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { absence, below, hospital, service } from '../support/config.ts';
import { type Story, story } from '../support/story.ts';
import { wordsOf } from '../support/timeline.ts';
import { START, sample } from '../support/world.ts';

const patient = below('spo2', 88, {
  for: 1 * MINUTE,
  condition: { kind: 'below', limit: 88, clear: 92 },
});

describe('a condition that must hold for a minute and clears at another limit', () => {
  const measure = (w: Story, value: number) => w.post(sample('bed-1', 'spo2', value, w.now()));

  story(
    'pages once it has held, and stays until the patient is well above',
    hospital({ rules: [patient] }),
    async (w) => {
      await measure(w, 86);
      await w.pass(30 * SECOND);
      await measure(w, 90);
      await w.pass(30 * SECOND);
      await measure(w, 86);
      await w.pass(50 * SECOND);
      await measure(w, 85);
      w.expectNoPage();
      await w.pass(10 * SECOND);
      await measure(w, 85);
      w.expectPage('anna', 'sms', /spo2 low/);
      await w.pass(1 * MINUTE);
      await measure(w, 90);
      expect((await w.incident()).status).toBe('triggered');
      await w.pass(1 * MINUTE);
      await measure(w, 93);
      expect(await w.open()).toEqual([]);
      await w.pass(1 * MINUTE);
      await measure(w, 90);
      await w.pass(10 * MINUTE);
    },
  );
});

describe('a value beyond all numbers', () => {
  const ratio: Rule = below('error_ratio', 0, {
    condition: { kind: 'above', limit: 10, clear: 10 },
  });
  const shown = service('icu', 'icu', { valuesInPages: true });

  story(
    'is above every limit, is stored and paged as what it is, and another clears it',
    hospital({ rules: [ratio], services: [shown] }),
    async (w) => {
      const measured = (value: number, more: Partial<Sample> = {}): Sample => ({
        ...sample('proxy-1', 'error_ratio', value, w.now()),
        ...more,
      });
      await w.post(measured(-Infinity));
      w.expectNoPage();
      await w.pass(MINUTE);
      await w.post(measured(Infinity));
      w.expectPage('anna', 'sms', /error_ratio low \+Inf \(too high\), proxy-1/);
      const [known] = Object.values((await w.incident()).alerts);
      expect(known?.alert.value).toBe('+Inf');
      await w.post(measured(Infinity, { revision: 'value_entered_in_error' }));
      expect(await w.open()).toEqual([]);
    },
  );
});

describe('a breach after which nothing comes', () => {
  const dies = below('spo2', 88, { for: 15 * SECOND });
  const gone = absence('spo2', 5 * MINUTE, { name: 'spo2-absent', severity: 'warning' });

  story(
    'pages in half a minute, says that nothing newer came, and ends with the next healthy value',
    hospital({ rules: [dies, gone] }),
    async (w) => {
      await w.post(sample('bed-1', 'spo2', 84, w.now()));
      await w.pass(10 * SECOND);
      w.expectNoPage();
      await w.pass(20 * SECOND);
      w.expectPage('anna', 'sms', /spo2 low, bed-1.*nothing newer said otherwise/);
      const incident = await w.incident();
      expect(wordsOf(incident)[0]).toMatch(/nothing newer said otherwise/);
      await w.act(incident.id, { kind: 'acknowledge', by: 'anna' });
      await w.post(sample('bed-1', 'spo2', 85, w.now()));
      await w.pass(1 * MINUTE);
      await w.post(sample('bed-1', 'spo2', 96, w.now()));
      expect(await w.open()).toEqual([]);
      // The absence that is noticed later is an alert of its own.
      await w.pass(7 * MINUTE);
      w.expectPage('anna', 'sms', /WARNING/);
    },
  );

  story(
    'pages nobody where samples alone decide',
    hospital({ rules: [{ ...dies, silent: 'wait' }] }),
    async (w) => {
      await w.post(sample('bed-1', 'spo2', 84, w.now()));
      await w.pass(1 * HOUR);
      expect(await w.open()).toEqual([]);
    },
  );
});

describe('a large request', () => {
  const SAMPLES = 10_000;
  const broken: readonly Partial<Sample>[] = [
    { value: Number.NaN },
    { subject: '' },
    { value: 50, at: START - 2 * HOUR },
    { value: 50, at: START + HOUR },
  ];

  story(
    `of ${SAMPLES} samples loses only the 1 % that are broken, and says which`,
    hospital(),
    async (w) => {
      const samples = Array.from({ length: SAMPLES }, (_, i) => {
        const well = sample(`bed-${i % 100}`, 'spo2', 97, START - SAMPLES + i);
        return i % 100 === 7 ? { ...well, ...broken[Math.floor(i / 100) % broken.length] } : well;
      });
      samples[SAMPLES - 1] = sample('bed-99', 'spo2', 84, START);
      const result = await ingestSamples(w.ports, hospital())(samples, w.now());
      expect(result).toMatchObject({ accepted: 9_900, duplicates: 0, outOfOrder: 0 });
      expect([result.transitions, result.handedOver.kind]).toEqual([1, 'sent']);
      expect(result.rejected.map(({ index }) => index)).toEqual(
        Array.from({ length: 100 }, (_, i) => 100 * i + 7),
      );
      const reasons = Object.groupBy(result.rejected, ({ reason }) => reason);
      expect(Object.values(reasons).map((rejected) => rejected?.length)).toEqual([25, 25, 25, 25]);
      await w.run();
      w.expectPage('anna', 'sms', /bed-99/);
    },
  );
});
