import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SEVERITIES } from '#core/alert/severity.ts';
import type { Config } from '#core/config.ts';
import type { Incident } from '#core/incident/incident.ts';
import { narrow, septets, toGsm7 } from '#core/notification/gsm7.ts';
import { smsBundle, smsText } from '#core/notification/sms.ts';
import { DAY, type Instant, MINUTE } from '#core/time/instant.ts';
import { hospital, service } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';
import { pageOf, wording } from '../../support/wording.ts';

const LINK = 'https://w.example/a/token';
const config = hospital({
  services: [service('icu', 'icu', { name: 'Intensive Care' })],
  config: { aliases: { 'bed-1': 'Bed 1 East' }, timeZone: 'Europe/Stockholm' },
});
const bed1 = incident([alert('bed-1')]);

const textOf = (of: Incident, using: Config, link: string, now: Instant) =>
  smsText(pageOf(of, link), wording(using, now));
const bundleText = (incidents: readonly Incident[], using: Config, link: string, now: Instant) =>
  smsBundle({ kind: 'bundle', incidents, link }, wording(using, now));

describe('smsText', () => {
  test('says how bad, what, where, which service, since when, and the link', () => {
    expect(textOf(bed1, config, LINK, NIGHT)).toBe(
      `CRITICAL SpO2 low, Bed 1 East, Intensive Care since 04:14 ${LINK}`,
    );
  });

  test('says that nothing newer came where the alert fired in silence', () => {
    const silent = incident([alert('bed-1', { unconfirmed: true })]);
    expect(textOf(silent, config, LINK, NIGHT)).toBe(
      `CRITICAL SpO2 low, Bed 1 East, Intensive Care since 04:14 (nothing newer said otherwise) ${LINK}`,
    );
    const long = `${LINK}${'x'.repeat(66)}`;
    expect(textOf(silent, config, long, NIGHT)).toContain(' since 04:14 (last known) ');
    expect(bundleText([silent, bed1], config, LINK, NIGHT)).toContain('Bed 1 East (last known)');
  });

  test('gives the date where that is not today in the zone', () => {
    expect(textOf(bed1, config, LINK, NIGHT + DAY)).toContain('since 12 Mar 04:14');
    const beforeMidnight = Date.UTC(2026, 2, 11, 22, 30);
    const afterMidnight = Date.UTC(2026, 2, 11, 23, 30);
    const late = incident([alert('bed-1', { startsAt: beforeMidnight })]);
    expect(textOf(late, config, LINK, afterMidnight)).toContain('since 11 Mar 23:30');
  });

  test('names the worst alert and counts the others that fire', () => {
    const others = ['a', 'b', 'c'].map((s) => alert(s, { severity: 'warning', title: 'Cold' }));
    const text = textOf(incident([...others, alert('bed-1')]), config, LINK, NIGHT);
    expect(text).toContain('CRITICAL SpO2 low, Bed 1 East');
    expect(text).toContain('+3 more');
  });

  test('prefers an alert that fires to a worse one that has recovered', () => {
    const worse = alert('bed-1');
    const mixed = incident([worse, alert('bed-2', { title: 'Pulse low', severity: 'warning' })]);
    const recovered = { alert: worse, status: 'resolved', seq: 2, resolvedAt: NIGHT } as const;
    const alerts = { ...mixed.alerts, [worse.fingerprint]: recovered };
    const text = textOf({ ...mixed, severity: 'warning', alerts }, config, LINK, NIGHT);
    expect(text).toMatch(/^WARNING Pulse low, bed-2, .* since 04:14 https/);
  });

  test('names what the escalation is about, not what is acknowledged already', () => {
    const late = alert('bed-1', { rule: 'pulse', title: 'Pulse low', severity: 'warning' });
    const both = incident([alert('bed-1'), late]);
    const again = { ...both, escalation: { ...both.escalation, about: [late.fingerprint] } };
    expect(textOf(again, config, LINK, NIGHT)).toMatch(/^WARNING Pulse low, Bed 1 East.* \+1 more/);
    const over = { alert: late, status: 'resolved', seq: 2 } as const;
    const rest = { ...again, alerts: { ...again.alerts, [late.fingerprint]: over } };
    expect(textOf(rest, config, LINK, NIGHT)).toMatch(/^CRITICAL SpO2 low, Bed 1 East/);
  });

  test('counts ten thousand alerts in the tightest text', () => {
    const title = 'T'.repeat(60);
    const many = Array.from({ length: 10_000 }, (_, n) =>
      alert(`subject ${n + 10_000}`, { title }),
    );
    const text = textOf(incident(many), config, 'h'.repeat(100), NIGHT + DAY);
    expect(text).toMatch(/^CRITICAL T{12,}\.\., subject 1\d{4} 12 Mar 04:14 \+9999 h{100}$/);
    expect(septets(text)).toBeLessThanOrEqual(160);
  });

  test('says where everything has recovered but nobody has resolved it', () => {
    const recovered = { alert: alert('bed-1'), status: 'resolved', seq: 2 } as const;
    const held = { ...bed1, alerts: { [recovered.alert.fingerprint]: recovered } };
    expect(textOf(held, config, LINK, NIGHT)).toContain('(recovered)');
  });

  test('an incident without alerts is called by its service', () => {
    expect(textOf(incident([], { severity: 'error' }), config, LINK, NIGHT)).toBe(
      `ERROR Incident, Intensive Care since 04:14 ${LINK}`,
    );
  });

  test('tells the value only where the service lets values leave, and never a label', () => {
    const open = hospital({ services: [service('icu', 'icu', { valuesInPages: true })] });
    expect(textOf(bed1, config, LINK, NIGHT)).not.toMatch(/84|88|Jane|%/);
    expect(textOf(bed1, open, LINK, NIGHT)).toContain('SpO2 low 84.2 %, bed-1');
    expect(textOf(bed1, open, LINK, NIGHT)).not.toMatch(/Jane/);
  });

  test.each([
    [35, 20, /^CRITICAL T{35}, S{20} since 04:14 h/, 'the service goes first'],
    [60, 60, /^CRITICAL T{13,}\.\., S{13,}\.\. 04:14 h/, 'then both are shortened alike'],
    [60, 12, /^CRITICAL T{30,}\.\., S{12} 04:14 h/, 'a short place is not cut for a long title'],
    [12, 60, /^CRITICAL T{12}, S{30,}\.\. 04:14 h/, 'a short title is not cut for a long place'],
  ])('a title of %d and a place of %d characters: %s', (title, place, expected) => {
    const subject = 'S'.repeat(place);
    const long = incident([alert(subject, { title: 'T'.repeat(title) })]);
    expect(textOf(long, config, 'h'.repeat(80), NIGHT)).toMatch(expected);
  });

  test('always fits one part, with how bad, since when, the whole link, and the start of title and place', () => {
    const words = fc.oneof(
      fc.string({ minLength: 1, maxLength: 80, size: 'max' }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 80, size: 'max' }),
      fc.string({
        unit: fc.constantFrom('[', '€', '~', 'm', '≥', '½', 'ß'),
        minLength: 1,
        maxLength: 80,
        size: 'max',
      }),
    );
    const link = fc.string({
      unit: fc.constantFrom(...'abcXYZ019-_./:'),
      minLength: 20,
      maxLength: 100,
      size: 'max',
    });
    fc.assert(
      fc.property(
        fc.record({
          title: words,
          subject: words,
          service: words,
          unit: words,
          link,
          severity: fc.constantFrom(...SEVERITIES),
          values: fc.boolean(),
          more: fc.constantFrom(0, 1, 120),
          days: fc.constantFrom(0, 1, 40),
          recovered: fc.boolean(),
          unconfirmed: fc.boolean(),
        }),
        (given) => {
          const { title, subject, severity, unit } = given;
          const doubt = given.unconfirmed ? { unconfirmed: true as const } : {};
          const worst = alert(subject, { title, severity, unit, ...doubt });
          const others = Array.from({ length: given.more }, (_, n) =>
            alert(`other ${n}`, { severity, startsAt: NIGHT + 1 }),
          );
          const of = incident([worst, ...others], { severity });
          const status = given.recovered ? 'resolved' : 'firing';
          const alerts = Object.entries(of.alerts).map(([id, a]) => [id, { ...a, status }]);
          const text = textOf(
            { ...of, alerts: Object.fromEntries(alerts) },
            hospital({
              services: [
                service('icu', 'icu', { name: given.service, valuesInPages: given.values }),
              ],
            }),
            given.link,
            NIGHT + given.days * DAY,
          );
          const plain = narrow(text);
          const start = (words: string) => narrow(toGsm7(words)).slice(0, 12).trim();
          expect(septets(text)).toBeLessThanOrEqual(160);
          expect(text.startsWith(`${severity.toUpperCase()} `)).toBe(true);
          expect(text).toContain(given.days === 0 ? ' 03:14' : ' 12 Mar 03:14');
          expect(text.endsWith(` ${given.link}`)).toBe(true);
          expect(plain).toContain(start(title));
          expect(plain).toContain(start(subject));
          if (given.more > 0) expect(text).toContain(` +${given.more}`);
          if (given.unconfirmed && !given.recovered && given.link.length <= 80)
            expect(text).toMatch(/\((nothing newer said otherwise|last known)\)/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('smsBundle', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      incident([
        alert(`bed-${n}`, {
          severity: n % 3 === 2 ? 'critical' : 'warning',
          startsAt: NIGHT + n * MINUTE,
        }),
      ]),
    );

  test('counts, names the worst that fit, marks that there are more, and links to the list', () => {
    expect(bundleText(many(37), config, LINK, NIGHT)).toBe(
      `Wardbell: 37 incidents, 12 critical: SpO2 low, bed-2 since 04:16 ; SpO2 low, bed-5 ; SpO2 low, bed-8 ; SpO2 low, bed-11 .. ${LINK}`,
    );
  });

  test('names all where all fit', () => {
    expect(bundleText(many(2), config, LINK, NIGHT)).toBe(
      `Wardbell: 2 incidents, 2 warning: SpO2 low, bed-0 since 04:14 ; SpO2 low, bed-1 ${LINK}`.replace(
        'bed-1',
        'Bed 1 East',
      ),
    );
  });

  test('always fits one part, with the counts and the whole link', () => {
    const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 80, size: 'max' });
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 2, maxLength: 8 }),
        words,
        fc.integer({ min: 20, max: 100 }),
        (subjects, title, length) => {
          const link = 'h'.repeat(length);
          const bundle = subjects.map((subject) => incident([alert(subject, { title })]));
          const text = bundleText(bundle, config, link, NIGHT);
          expect(septets(text)).toBeLessThanOrEqual(160);
          expect(text).toMatch(`Wardbell: ${bundle.length} incidents, ${bundle.length} critical: `);
          expect(text.endsWith(` ${link}`)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
