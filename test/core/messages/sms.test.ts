import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SEVERITIES } from '#core/alert/severity.ts';
import type { Incident } from '#core/incident/incident.ts';
import { narrow, septets, toGsm7 } from '#core/messages/gsm7.ts';
import { smsBundle, smsText } from '#core/messages/sms.ts';
import type { PageOrder } from '#core/paging/page.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Instant, MINUTE } from '#core/time/instant.ts';
import { hospital, person, service } from '../../support/config.ts';
import { alert, incident, NIGHT, paging } from '../../support/incident.ts';
import { bundleOf, pageOf, wording } from '../../support/wording.ts';

const LINK = 'https://w.example/a/token';
const config = hospital({
  services: [service('icu', 'icu', { name: 'Intensive Care' })],
  config: { aliases: { 'bed-1': 'Bed 1 East' }, timeZone: 'Europe/Stockholm' },
});
const bed1 = incident([alert('bed-1')]);

const textOf = (of: Incident, using: Config, link: string, now: Instant) =>
  smsText(pageOf(of, link), wording(using, now));
const bundleText = (incidents: readonly Incident[], using: Config, link: string, now: Instant) =>
  smsBundle(bundleOf(incidents, link), wording(using, now));

describe('smsText', () => {
  test('says how bad, what, where, which service, since when, and the link', () => {
    expect(textOf(bed1, config, LINK, NIGHT)).toBe(
      `CRITICAL SpO2 low, Bed 1 East, Intensive Care since 04:14 CET ${LINK}`,
    );
  });

  test('says that nothing newer came where the alert fired in silence', () => {
    const silent = incident([alert('bed-1', { unconfirmed: true })]);
    expect(textOf(silent, config, LINK, NIGHT)).toBe(
      `CRITICAL SpO2 low, Bed 1 East, Intensive Care since 04:14 CET (nothing newer said otherwise) ${LINK}`,
    );
    const long = `${LINK}${'x'.repeat(66)}`;
    expect(textOf(silent, config, long, NIGHT)).toContain(' since 04:14 CET (last known) ');
    expect(bundleText([silent, bed1], config, LINK, NIGHT)).toContain('Bed 1 East (last known)');
  });

  test('gives the date where that is not today in the zone', () => {
    expect(textOf(bed1, config, LINK, NIGHT + DAY)).toContain('since 12 Mar 04:14 CET (1d)');
    const beforeMidnight = Date.UTC(2026, 2, 11, 22, 30);
    const afterMidnight = Date.UTC(2026, 2, 11, 23, 30);
    const late = incident([alert('bed-1', { startsAt: beforeMidnight })]);
    expect(textOf(late, config, LINK, afterMidnight)).toContain('since 11 Mar 23:30 CET (1h)');
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
    expect(text).toMatch(/^WARNING Pulse low, bed-2, .* since 04:14 CET https/);
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

  test('calls an incident without alerts by its service', () => {
    expect(textOf(incident([], { severity: 'error' }), config, LINK, NIGHT)).toBe(
      `ERROR Incident, Intensive Care since 04:14 CET ${LINK}`,
    );
  });

  test('tells the value only where the service lets values leave, and never a label', () => {
    const open = hospital({ services: [service('icu', 'icu', { valuesInPages: true })] });
    expect(textOf(bed1, config, LINK, NIGHT)).not.toMatch(/84|88|Jane|%/);
    expect(textOf(bed1, open, LINK, NIGHT)).toContain('SpO2 low 84.2 %, bed-1');
    expect(textOf(bed1, open, LINK, NIGHT)).not.toMatch(/Jane/);
  });

  test.each([
    [30, 20, /^CRITICAL T{30}, S{20} since 04:14 CET h/, 'the service goes first'],
    [35, 20, /^CRITICAL T{35}, S{20} 04:14 CET h/, 'then small words'],
    [60, 60, /^CRITICAL T{13,}\.\., S{13,}\.\. 04:14 h/, 'then both are shortened alike'],
    [60, 12, /^CRITICAL T{30,}\.\., S{12} 04:14 h/, 'a short place is not cut for a long title'],
    [12, 60, /^CRITICAL T{12}, S{30,}\.\. 04:14 h/, 'a short title is not cut for a long place'],
  ])('fits a title of %d and a place of %d characters: %s', (title, place, expected) => {
    const subject = 'S'.repeat(place);
    const long = incident([alert(subject, { title: 'T'.repeat(title), limit: '' })]);
    expect(textOf(long, config, 'h'.repeat(80), NIGHT)).toMatch(expected);
  });

  describe('of a page that is not the first', () => {
    const anna = { responder: 'anna', run: 1, position: 0 } as const;
    const [first] = paging(bed1, 'anna').incident.pages;
    const paged = (
      ...steps: readonly (typeof anna | { responder: string; run: number; position: number })[]
    ) => ({
      ...bed1,
      pages: steps.flatMap((step) =>
        first === undefined
          ? []
          : [{ ...first, ...step, id: Object.values(step).join('.'), status: 'sent' as const }],
      ),
    });
    const text = (of: Incident, more: Partial<PageOrder> = {}, link = LINK, staff = people) => {
      const last = of.pages.at(-1);
      const order = { responder: last?.responder ?? '', id: last?.id ?? '', ...more };
      return smsText(
        { ...pageOf(of, link, order), incident: of },
        wording(staff, NIGHT + 35 * MINUTE),
      );
    };
    const people = {
      ...config,
      people: {
        ...config.people,
        anna: { ...person('anna'), name: 'Anna Ek' },
        bo: { ...person('bo'), name: 'Bo Åberg' },
      },
    };

    test('says so, who did not answer, and how long it has been', () => {
      expect(text(paged(anna, { responder: 'bo', run: 1, position: 1 }))).toBe(
        `CRITICAL SpO2 low, Bed 1 East, Intensive Care since 04:14 CET (35m). Anna Ek did not answer ${LINK}`,
      );
      const again = paged(anna, { responder: 'bo', run: 1, position: 1 }, { ...anna, run: 2 });
      expect(text(again)).toBe(
        `CRITICAL again: SpO2 low, Bed 1 East, Intensive Care since 04:14 CET (35m). Bo Åberg did not answer ${LINK}`,
      );
    });

    test('says why it is paged now, and who declined', () => {
      const of = paged(anna, { responder: 'bo', run: 2, position: 0 });
      const declined = { ...of, escalation: { ...of.escalation, declined: ['anna'] } };
      expect(text(declined, { reason: 'severity_raised' })).toContain(
        '. Worse. Anna Ek declined http',
      );
    });

    test('says so in fewer words where there is little room', () => {
      const of = paged(
        anna,
        { responder: 'bo', run: 1, position: 1 },
        { responder: 'cia', run: 1, position: 2 },
      );
      const link = (length: number) => `https://${'x'.repeat(length - 8)}`;
      const doctors = {
        ...people,
        people: {
          ...people.people,
          anna: { ...person('anna'), name: 'Dr Ek' },
          bo: { ...person('bo'), name: 'Prof. Bo Berg' },
        },
      };
      expect(text(of, {}, link(79), doctors)).toContain('. Dr Ek, Prof. Berg did not');
      expect(text(of, {}, link(76))).toContain('. Anna, Bo did not answer http');
      expect(text(of, {}, link(92))).toMatch(
        /^CRITICAL SpO2 low, Bed 1 East since 04:14 CET\. 2 did not answer http/,
      );
      expect(text(of, {}, link(100))).toMatch(/East 04:14 CET\. 2 did not answer http/);
      const { alerts } = incident([alert('bed-1', { title: 'Saturation is low' })]);
      expect(text({ ...of, alerts }, {}, link(100))).toMatch(
        /^CRITICAL escalated: Saturation is low, Bed 1 East 04:14 CET http/,
      );
      const again = paged(anna, { ...anna, run: 2 });
      expect(text(again, {}, link(100))).toMatch(
        /^CRITICAL again: SpO2 low, Bed 1 East since 04:14 CET \(35m\) http/,
      );
    });
  });

  test('says on which side of the limit it is, though the value may not be said', () => {
    const limit = 'outside 50 to 120';
    const of = incident([alert('bed-1', { title: 'Pulse', limit, value: 130 })]);
    expect(textOf(of, config, LINK, NIGHT)).toContain('CRITICAL Pulse (too high), Bed 1 East, ');
    expect(textOf(of, config, LINK, NIGHT)).not.toContain('130');
    expect(bundleText([of, bed1], config, LINK, NIGHT)).toContain('Pulse (too high), Bed 1');
  });

  test('names the runbook where there is room', () => {
    const named = service('icu', 'icu', {
      runbook: { name: 'Sepsis', url: 'https://wiki.example' },
    });
    expect(textOf(bed1, hospital({ services: [named] }), LINK, NIGHT)).toBe(
      `CRITICAL SpO2 low, bed-1, ICU since 03:14 UTC. Runbook: Sepsis ${LINK}`,
    );
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
          limit: fc.constantFrom('', 'below 88', 'outside 50 to 60'),
          runbook: words,
          names: fc.array(words, { maxLength: 3 }),
          again: fc.boolean(),
        }),
        (given) => {
          const { title, subject, severity, unit } = given;
          const { limit } = given;
          const worst = alert(subject, {
            title,
            severity,
            unit,
            limit,
            ...(given.unconfirmed && { unconfirmed: true as const }),
          });
          const others = Array.from({ length: given.more }, (_, n) =>
            alert(`other ${n}`, { severity, startsAt: NIGHT + 1 }),
          );
          const of = incident([worst, ...others], { severity });
          const status = given.recovered ? 'resolved' : 'firing';
          const alerts = Object.entries(of.alerts).map(([id, a]) => [id, { ...a, status }]);
          const people = given.names.map((name, n) => ({ ...person(`p${n}`), name }));
          const asked = [...people.map(({ id }) => id), ...(given.again ? ['anna'] : [])];
          const pages = asked.flatMap((id) => {
            const before = { id, run: 0, status: 'sent' } as const;
            return paging(of, id, 'sms', before).incident.pages;
          });
          const runbook = { name: given.runbook, url: 'https://x.example' };
          const shown = { name: given.service, valuesInPages: given.values, runbook };
          const text = textOf(
            { ...of, alerts: Object.fromEntries(alerts), pages },
            hospital({ people, services: [service('icu', 'icu', shown)] }),
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
          if (given.more > 0) {
            expect(text).toContain(` +${given.more}`);
          }
          if (given.again && given.link.length <= 80) {
            expect(text).toMatch(/^[A-Z]+ again: /);
          }
          if (given.unconfirmed && !given.recovered && given.link.length <= 80) {
            expect(text).toMatch(/\((nothing newer said otherwise|last known)\)/);
          }
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
      `Wardbell: 37 incidents, 12 critical: SpO2 low, bed-2 since 04:16 CET ; SpO2 low, bed-5 ; SpO2 low, bed-8 ; SpO2 low, bed-11 .. ${LINK}`,
    );
  });

  test('says of how many the person has been told before', () => {
    const pages = bundleOf(many(3), LINK).pages.map((page, n) => {
      const { responder, id } = page.order;
      const before = paging(page.incident, responder, 'sms', { id: 'before', run: 0 }).incident;
      const known = { ...page.incident, pages: [...before.pages, ...page.incident.pages] };
      return n === 0 ? page : { incident: known, order: { ...page.order, id } };
    });
    expect(smsBundle({ kind: 'bundle', pages, link: LINK }, wording(config, NIGHT))).toMatch(
      /^Wardbell: 3 incidents, 1 critical, 2 again: SpO2 low/,
    );
  });

  test('names all where all fit', () => {
    expect(bundleText(many(2), config, LINK, NIGHT)).toBe(
      `Wardbell: 2 incidents, 2 warning: SpO2 low, bed-0 since 04:14 CET ; SpO2 low, bed-1 ${LINK}`.replace(
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
