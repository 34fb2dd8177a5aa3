import { describe, expect, test } from '@jest/globals';
import { encodeJson } from '#adapters/dynamodb/document.ts';
import type { Alert, ExternalAlertDetails, Transition } from '#core/alert/alert.ts';
import { externalAlertDetails } from '#core/alert/external-alert.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import { omit } from '#core/collections/omit.ts';
import { act } from '#core/incident/act.ts';
import { addAlertIfItFits } from '#core/incident/capacity.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import { decide } from '#core/incident/decide.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident, IncidentAlert, IncidentPage } from '#core/incident/incident.ts';
import { trimHistory } from '#core/incident/trim-history.ts';
import type { Labels } from '#core/sample/sample.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { hospital } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  context,
  ends,
  fires,
  idOf,
  later,
  minutes,
  opened,
  paged,
  silence,
  texts,
} from './given.ts';

const open = opened([fires('bed-1', 1)]);

/** So many digits of a base, the same each time, in which no compression sees an order. */
function noise(seed: string, length: number, radix = 36): string {
  let state = Number.parseInt(fingerprint([seed]).slice(0, 8), 16);
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += Math.floor((state / 2 ** 32) * radix).toString(radix);
  }
  return text;
}

type Shape = (i: number) => { subject: string; labels: Labels; sent?: ExternalAlertDetails };

const SHAPES: readonly (readonly [string, Shape])[] = [
  [
    'beds of a hospital',
    (i) => ({
      subject: `ward-${i % 40}/bed-${i}`,
      labels: { ward: `${i % 40}`, device: `m-${noise(`${i}`, 6, 16)}` },
    }),
  ],
  [
    'names that nobody could guess',
    (i) => ({ subject: noise(`s${i}`, 36, 16), labels: { id: noise(`l${i}`, 36, 16) } }),
  ],
  [
    'labels as long as they may be',
    (i) => ({
      subject: `s-${i}`,
      labels: Object.fromEntries(
        Array.from({ length: 8 }, (_, n) => [`label_${n}`, noise(`${i} ${n}`, 1_000)]),
      ),
    }),
  ],
  [
    'many labels, all alike',
    (i) => ({
      subject: `s-${i}`,
      labels: Object.fromEntries(
        Array.from({ length: 64 }, (_, n) => [`label_${n}`, `${(i * n) % 17}`]),
      ),
    }),
  ],
  [
    'labels in another script',
    (i) => ({
      subject: `s-${i}`,
      labels: {
        where: [...noise(`${i}`, 200)]
          .map((c) => String.fromCodePoint(0x4e00 + c.charCodeAt(0) * 97))
          .join(''),
      },
    }),
  ],
  [
    'labels of control characters',
    (i) => ({
      subject: `s-${i}`,
      labels: {
        where: [...noise(`${i}`, 1_000, 32)]
          .map((c) => String.fromCharCode(Number.parseInt(c, 32)))
          .join(''),
      },
    }),
  ],
  [
    'words of their senders, as many as are kept',
    (i) => ({
      subject: `s-${i}`,
      labels: { alertname: `${i}` },
      sent: externalAlertDetails(
        { source: 'alertmanager', key: 'prometheus' },
        Object.fromEntries(
          Array.from({ length: 8 }, (_, n) => [`annotation_${n}`, noise(`${i} ${n}`, 1_000)]),
        ),
        `https://prometheus.example/${noise(`u${i}`, 2_000)}`,
      ),
    }),
  ],
];

function firing(
  i: number,
  shape: (i: number) => Partial<Alert>,
  severity: Alert['severity'],
): IncidentAlert {
  const times = { startsAt: NIGHT + i * 37_123, value: 70 + ((i * 7919) % 18_000) / 1_000 };
  const title = 'SpO2 low';
  const { alert, seq } = fires('any', NIGHT + i * 41, { ...times, title, ...shape(i), severity });
  const named = { ...alert, fingerprint: fingerprint([`${i}`]) };
  return { alert: named, seq, status: 'firing' };
}

/** As many alerts as an incident can hold. */
function full(shape: (i: number) => Partial<Alert>, most = 256): Incident['alerts'] {
  let alerts: Incident['alerts'] = {};
  for (let step = most, i = 0; step >= 1; ) {
    const more = { ...alerts };
    for (let n = i; n < i + step - 1; n++) {
      const one = firing(n, shape, 'critical');
      more[one.alert.fingerprint] = one;
    }
    const taken = addAlertIfItFits(more, firing(i + step - 1, shape, 'critical'));
    if (taken === undefined) {
      step = Math.floor(step / 2);
    } else {
      alerts = taken;
      i += step;
    }
  }
  return alerts;
}

/** Timeline and pages as large as they may become. */
const NOTES = Array.from({ length: 600 }, (_, i) => ({
  at: NIGHT + i * 977,
  kind: 'note' as const,
  text: noise(`t${i}`, 400),
  by: 'anna',
}));
const PAGES = Array.from({ length: 600 }, (_, i) => ({
  ...(open.pages[0] as IncidentPage),
  id: `${open.id}.${i}.0.anna.sms`,
  run: i,
  at: NIGHT + i * 991,
  status: 'sent' as const,
  detail: `message ${noise(`p${i}`, 36, 16)}`,
}));

const [, [, unguessable], [, long]] = SHAPES as [
  (typeof SHAPES)[number],
  (typeof SHAPES)[number],
  (typeof SHAPES)[number],
];

describe('an incident that is as full as it may be', () => {
  test.each(SHAPES)('fits into its item, acknowledged: %s', (_, shape) => {
    const alerts = full(shape, shape === long || shape(0).sent ? 16 : 256);
    const about = Object.keys(alerts);
    const escalation = { ...open.escalation, about };
    const most = {
      ...open,
      alerts,
      escalation,
      pages: PAGES,
      timeline: [...open.timeline, ...NOTES],
    };
    const { decision } = act(most, { kind: 'acknowledge', by: 'anna' }, context(DAY));
    const { incident } = decision;
    expect(incident?.acknowledgement?.alerts).toHaveLength(about.length);
    expect(incident?.pages.length).toBe(301);
    expect(() => encodeJson(JSON.stringify(incident), 'it')).not.toThrow();
  });

  test('holds thousands of alerts such as a hospital has', () => {
    const [[, beds]] = SHAPES as [(typeof SHAPES)[number]];
    expect(Object.keys(full(beds)).length).toBeGreaterThan(4_000);
  });
});

const crowd = full(long, 16);
const packed: Incident = { ...open, alerts: crowd };
const extra = (subject: string, seq = 1, more: Partial<Alert> = {}): Transition =>
  fires(subject, seq, { ...long(-seq), ...more });

describe('an alert for which there is no room', () => {
  const refused = (incident: Incident, given: IncidentContext, seq = 1) =>
    foldTransition(incident, extra('late', seq), given) as Incident;
  const turned = refused(packed, context(MINUTE));

  test('is not held; that is said, and told to the technical service', () => {
    expect(turned.alerts).toBe(packed.alerts);
    expect(turned.crowded).toEqual({ since: NIGHT + MINUTE, lastAt: NIGHT + MINUTE });
    expect(texts(turned).at(-1)).toMatch(
      /^holds \d+ alerts and has no room for more: late low, critical comes again within 15 minutes$/,
    );
    expect(later(turned, context(MINUTE)).distress).toMatchObject({
      alert: { title: 'Paging cannot hold more alerts' },
    });
  });

  test('costs one write in 15 minutes, however many there are', () => {
    const known = context(minutes(15));
    expect(refused(turned, known, 2)).toBe(turned);
    const again = refused(turned, context(minutes(16)), 2);
    expect(again.crowded).toEqual({ since: NIGHT + MINUTE, lastAt: NIGHT + minutes(16) });
    expect(again.timeline).toBe(turned.timeline);
  });

  test('pages whoever acknowledged the others, once', () => {
    const mine = act(packed, { kind: 'acknowledge', by: 'anna' }, context(1)).answer.incident;
    const again = later(refused(mine, context(MINUTE)), context(MINUTE));
    expect(again).toMatchObject({ status: 'triggered' });
    expect(paged(again).at(-1)).toBe('anna sms (new_alert_after_acknowledgement)');
    const taken = act(again, { kind: 'acknowledge', by: 'anna' }, context(minutes(2))).answer;
    const still = later(refused(taken.incident, context(minutes(17)), 2), context(minutes(17)));
    expect(still).toMatchObject({ status: 'acknowledged', distress: { over: false } });
  });

  test('is over when none has come again for half an hour', () => {
    const told = later(turned, context(MINUTE));
    expect(later(told, context(minutes(31) - 1)).crowded).toBeDefined();
    const over = later(told, context(minutes(31)));
    expect(over.crowded).toBeUndefined();
    expect(over.distress).toMatchObject({ over: true });
  });

  test('is over when the incident is: nothing more is told', () => {
    const told = later(turned, context(MINUTE));
    const { incident } = act(told, { kind: 'resolve', by: 'anna' }, context(minutes(2))).answer;
    const endedByHand = new Set(Object.keys(incident.alerts));
    const given = context(minutes(3), { endedByHand });
    const over = decide(incident, { kind: 'look' }, given).incident;
    expect(over).toMatchObject({ status: 'resolved', distress: { over: true } });
  });

  test('takes the place of one that ended before if it is an end', () => {
    const [one] = Object.values(packed.alerts) as [IncidentAlert];
    const ended = {
      ...packed.alerts,
      [one.alert.fingerprint]: { ...one, status: 'resolved' as const },
    };
    const late: IncidentAlert = { ...firing(-2, long, 'critical'), status: 'resolved' };
    const taken = addAlertIfItFits(ended, late);
    expect(taken?.[late.alert.fingerprint]).toBe(late);
    expect(taken?.[one.alert.fingerprint]).toBeUndefined();
  });

  test('is ignored where it is silenced: nobody would hear of it', () => {
    const given = context(MINUTE, { silences: [silence('late')] });
    const late = extra('late', 1, { subject: 'late' });
    expect(foldTransition(packed, late, given)).toBe(packed);
  });

  test('is taken in when it comes again and another has ended', () => {
    const [one] = Object.values(packed.alerts) as [IncidentAlert];
    const ended = foldTransition(
      turned,
      { ...ends('any', one.seq + 1), alert: one.alert },
      context(minutes(2)),
    ) as Incident;
    const taken = foldTransition(ended, extra('late', 2), context(minutes(3)));
    expect(taken?.alerts[idOf('late')]).toMatchObject({ status: 'firing' });
    expect(taken?.alerts[one.alert.fingerprint]).toBeUndefined();
  });

  test('leaves room for what is critical', () => {
    let alerts: Incident['alerts'] = {};
    const less = (i: number) => firing(i, long, 'warning');
    for (
      let i = 0, next = addAlertIfItFits(alerts, less(0));
      next;
      next = addAlertIfItFits(alerts, less(++i))
    ) {
      alerts = next;
    }
    expect(Object.keys(alerts).length).toBeGreaterThan(10);
    expect(addAlertIfItFits(alerts, firing(-1, long, 'critical'))).toBeDefined();
  });

  test('of which the incident knew changes its severity nevertheless', () => {
    const [one] = Object.values(packed.alerts) as [IncidentAlert];
    const worse = {
      kind: 'firing',
      alert: { ...one.alert, severity: 'error' },
      seq: one.seq + 1,
      at: NIGHT,
    } as const;
    expect(foldTransition(packed, worse, context(1))?.alerts[one.alert.fingerprint]).toMatchObject({
      alert: { severity: 'error' },
    });
  });

  test('opens the next episode when all that had room has ended', () => {
    const over = act(packed, { kind: 'resolve', by: 'anna' }, context(1)).answer.incident;
    const next = foldTransition(omit(over, 'undo'), extra('late', 1), context(2));
    expect(next).toMatchObject({ episode: 2, status: 'triggered' });
    expect(Object.keys(next?.alerts ?? {})).toEqual([idOf('late')]);
  });

  test('comes sooner with random names than with similar ones', () => {
    expect(Object.keys(full(unguessable)).length).toBeLessThan(4_000);
  });
});

describe('a long life', () => {
  const config = hospital();

  /** Simulates that nobody answers for this long; each look happens when it is due. */
  function livedFor(span: number): { incident: Incident; looks: number } {
    let incident = opened([fires('bed-1', 1)], context(0, { config }));
    let looks = 0;
    while (incident.due !== undefined && incident.due < NIGHT + span) {
      incident = later(incident, context(incident.due - NIGHT, { config }));
      looks += 1;
    }
    return { incident, looks };
  }

  const month = livedFor(30 * DAY);

  test('of 30 days unanswered stays small, and goes on paging each hour', () => {
    expect(month.incident.timeline.length).toBeLessThanOrEqual(302);
    expect(month.incident.pages.length).toBeLessThan(320);
    expect(month.incident.escalation.run).toBeGreaterThan(500);
    expect(JSON.stringify(month.incident).length).toBeLessThan(250_000);
    expect(month.incident.due).toBeGreaterThanOrEqual(NIGHT + 30 * DAY);
  });

  test('is not looked at more often than something happens', () => {
    const perHour = month.looks / (30 * 24);
    expect(perHour).toBeLessThan(16);
  });

  test('keeps how it began, the newest, what people did lately, and says what is missing', () => {
    const people = Array.from({ length: 150 }, (_, i) => ({
      at: NIGHT + i,
      code: 'note' as const,
      data: { text: `note ${i}` },
      by: 'anna',
    }));
    const machine = Array.from({ length: 500 }, (_, i) => ({
      at: NIGHT + HOUR + i,
      kind: 'page' as const,
      text: `page ${i}`,
    }));
    const kept = trimHistory({ ...open, timeline: [...open.timeline, ...people, ...machine] });
    const said = texts(kept);
    expect(said.slice(0, 3)).toEqual([
      'opened: bed-1 low, critical',
      'to save room, 352 entries and 0 pages are left out here',
      'note 50',
    ]);
    expect(said.filter((text) => text.startsWith('note'))).toHaveLength(100);
    expect(said.slice(-200).at(0)).toBe('page 300');
    expect(said.at(-1)).toBe('page 499');
    const again = trimHistory({ ...kept, timeline: [...kept.timeline, ...machine.slice(0, 1)] });
    expect(texts(again).slice(0, 2)).toEqual([
      'opened: bed-1 low, critical',
      'to save room, 353 entries and 0 pages are left out here',
    ]);
  });

  test('keeps no more text than fits, the newest', () => {
    const notes = Array.from({ length: 100 }, (_, i) => ({
      at: NIGHT + i,
      code: 'note' as const,
      data: { text: `${i} ${'漢'.repeat(1_000)}` },
      by: 'anna',
    }));
    const kept = trimHistory({ ...open, timeline: [...open.timeline, ...notes] });
    expect(kept.timeline).toHaveLength(2 + 16);
    expect(texts(kept).at(-1)).toMatch(/^99 /);
  });

  test('keeps of the pages the newest, the present run, those without an outcome, and the last of each mailbox', () => {
    const [page] = open.pages as [IncidentPage];
    const old = (id: string, more: Partial<IncidentPage>): IncidentPage => ({
      ...page,
      id,
      run: 2,
      status: 'sent',
      ...more,
    });
    const special = [
      old('bo', { responder: 'bo' }),
      old('mail', { channel: 'email' }),
      old('here', { run: 1 }),
      old('way', { status: 'handed_over' }),
      old('plan', { status: 'planned' }),
    ];
    const usual = Array.from({ length: 400 }, (_, i) => old(`old-${i}`, {}));
    const kept = trimHistory({ ...open, pages: [...special, ...usual] });
    expect(kept.pages.map((p) => p.id)).toEqual([
      ...special.map((p) => p.id),
      ...usual.slice(100).map((p) => p.id),
    ]);
    expect(kept.leftOut).toEqual({ entries: 0, pages: 100 });
  });

  test('within bounds is left alone', () => {
    expect(trimHistory(open)).toBe(open);
  });
});
