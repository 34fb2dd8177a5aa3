import { expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { ingestPlacedAlerts, ingestPlacedSamples } from '#protocols/placed.ts';
import { at, T0 } from '../support/bed-1.ts';
import { hospital } from '../support/config.ts';
import { externalAlert, firingEvent } from '../support/external-alert.ts';

const ports = () => memoryPorts(() => T0);

test('the outcomes of samples are told by their positions in the body', async () => {
  const ingest = ingestPlacedSamples(ports(), hospital());
  const [known, wrong] = [at(0, 80), at(0, Number.NaN)];
  await ingest([{ sample: known, index: 0 }], T0);
  const result = await ingest(
    [
      { sample: known, index: 2 },
      { sample: wrong, index: 5 },
    ],
    T0,
  );
  expect(result).toMatchObject({
    passedOver: [{ sample: known, index: 2 }],
    rejected: [{ sample: wrong, index: 5, reason: 'not_a_number' }],
  });
});

test('an alert that was rejected is told by its position in the body', async () => {
  const ingest = ingestPlacedAlerts(ports(), hospital());
  const alert = externalAlert('DiskFull', T0, { labels: { note: 'x'.repeat(100_000) } });
  const { rejected } = await ingest([{ event: firingEvent(alert), index: 4 }], T0);
  expect(rejected).toMatchObject([{ index: 4, reason: 'too_large' }]);
});
