import { describe, expect, test } from '@jest/globals';
import { createOutbox, type Delivery } from '#cli/outbox.ts';
import type { Sample } from '#core/sample/sample.ts';

const sample = (value: number): Sample => ({
  ...{ subject: 'ehr', metric: 'probe_success', value, at: value },
  labels: { place: 'ward' },
});

function outbox() {
  const sent: number[][] = [];
  const told: string[] = [];
  let delivery: Delivery = { kind: 'taken' };
  const box = createOutbox({
    maxAge: 100_000,
    async send(samples) {
      if (delivery.kind !== 'failed') {
        sent.push(samples.map(({ value }) => value));
      }
      return delivery;
    },
    tell: (message) => told.push(message),
  });
  return {
    sent,
    told,
    becomes: (next: Delivery) => {
      delivery = next;
    },
    async add(...values: readonly number[]) {
      box.add(values.map(sample), Math.max(...values));
      await box.idle();
    },
  };
}

describe('the outbox of a probe', () => {
  test('keeps what cannot be sent, says so once, and sends all of it in its order when it can', async () => {
    const { sent, told, becomes, add } = outbox();
    becomes({ kind: 'failed', why: 'nobody answers' });
    await add(1);
    await add(2);
    expect(told).toEqual(['Nothing can be sent, and is kept until it can: nobody answers']);
    becomes({ kind: 'taken' });
    await add(3);
    expect(sent).toEqual([[1, 2, 3]]);
    becomes({ kind: 'failed', why: 'nobody answers' });
    await add(4);
    expect(told).toHaveLength(2);
  });

  test('gives up what is refused, since it would be refused again', async () => {
    const { sent, told, becomes, add } = outbox();
    becomes({ kind: 'refused', why: 'it is too old' });
    await add(1);
    becomes({ kind: 'taken' });
    await add(2);
    expect(sent).toEqual([[1], [2]]);
    expect(told).toEqual(['Samples are refused, and not kept: it is too old']);
  });

  test('gives up what is older than the platform takes', async () => {
    const { sent, told, becomes, add } = outbox();
    becomes({ kind: 'failed', why: 'nobody answers' });
    await add(1);
    becomes({ kind: 'taken' });
    await add(100_001);
    expect(sent).toEqual([[100_001]]);
    expect(told.at(-1)).toBe('Given up, since it waited too long to be sent: 1 sample.');
  });

  test('sends 500 at once, and keeps 50,000 at most, the newest', async () => {
    const { sent, told, becomes, add } = outbox();
    becomes({ kind: 'failed', why: 'nobody answers' });
    await add(...Array.from({ length: 50_001 }, (_, n) => n));
    expect(told[0]).toBe('Given up, since it waited too long to be sent: 1 sample.');
    becomes({ kind: 'taken' });
    await add(50_001);
    expect(sent).toHaveLength(100);
    expect(sent[0]?.[0]).toBe(2);
    expect(sent.at(-1)?.at(-1)).toBe(50_001);
  });
});
