import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  EXTERNAL_ALERT_LIMITS,
  externalAlertDetails,
  isEnded,
  truncateText,
  validateExternalAlert,
} from '#core/alert/external-alert.ts';
import { externalAlert } from '../../support/external-alert.ts';
import { NIGHT } from '../../support/incident.ts';
import '../../support/seed.ts';

const FROM = { source: 'alertmanager', key: 'prometheus' } as const;

describe('an external alert is accepted', () => {
  const fault = (more: object) => validateExternalAlert(externalAlert('DiskFull', NIGHT, more));

  test('if it is like any other', () => {
    expect(fault({})).toBeUndefined();
  });

  test.each([
    [{ rule: '' }, 'malformed', /^the name is empty/],
    [{ subject: '\ud800' }, 'malformed', /^the subject is .* not valid Unicode/],
    [{ subject: 'x'.repeat(257) }, 'too_large', /257 characters; at most 256/],
    [{ startsAt: Number.NaN }, 'malformed', /its beginning is NaN/],
    [{ labels: { a: 'x'.repeat(1_025) } }, 'too_large', /^label a has 1025/],
    [{ labels: { '': 'x' } }, 'malformed', /empty name/],
  ])('but not %j', (more, reason, detail) => {
    expect(fault(more)).toEqual({ reason, detail: expect.stringMatching(detail) });
  });
});

test('it is over when its end has come', () => {
  const at = (more: object) => isEnded(externalAlert('DiskFull', NIGHT, more), NIGHT);
  expect([at({ endsAt: NIGHT }), at({ endsAt: NIGHT + 1 }), at({})]).toEqual([true, false, false]);
});

describe('what its sender says', () => {
  test('is kept as it is where it is short', () => {
    const url = 'https://prometheus.example/graph';
    expect(externalAlertDetails(FROM, { summary: 'Disk is full' }, url)).toEqual({
      ...FROM,
      annotations: { summary: 'Disk is full' },
      url,
    });
  });

  test.each(['javascript:alert(1)', '/graph', `https://x/${'y'.repeat(2_048)}`])(
    'names no address such as %.30s',
    (url) => {
      expect(externalAlertDetails(FROM, {}, url)).toEqual({ ...FROM, annotations: {} });
    },
  );

  test('is cut where it is long, with a mark', () => {
    const { annotations } = externalAlertDetails(FROM, { a: 'x'.repeat(2_000) });
    expect(annotations['a']).toBe(`${'x'.repeat(1_023)}…`);
  });

  test('never takes more room than there is, whatever it is', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), text, { maxKeys: 50 }), (annotations) => {
        const kept = Object.entries(externalAlertDetails(FROM, annotations).annotations);
        const size = kept.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
        expect(kept.length).toBeLessThanOrEqual(EXTERNAL_ALERT_LIMITS.annotations);
        expect(size).toBeLessThanOrEqual(EXTERNAL_ALERT_LIMITS.allAnnotations);
        for (const [, value] of kept) {
          expect(value.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is cut between characters, to any limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, room) => {
        const cut = truncateText(text, room);
        expect(cut.length).toBeLessThanOrEqual(room);
        expect(cut.isWellFormed()).toBe(true);
        if (text.toWellFormed().length <= room) {
          expect(cut).toBe(text.toWellFormed());
        }
      }),
    );
  });
});
