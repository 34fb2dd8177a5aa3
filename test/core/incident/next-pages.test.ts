import { describe, expect, test } from '@jest/globals';
import { assign } from '#core/incident/escalate.ts';
import type { Incident } from '#core/incident/incident.ts';
import { nextPages, nextPagesOfMany } from '#core/incident/next-pages.ts';
import { reconcile } from '#core/incident/reconcile.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { hospital, person, policy, service, to } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

const WARDS = { kind: 'schedule', id: 'wards' } as const;

const CONFIG = hospital({
  config: {
    people: {
      anna: person('anna'),
      bo: person(
        'bo',
        ['sms', 'email'],
        [
          { channel: 'sms', delay: 0, severities: ['critical'] },
          { channel: 'email', delay: 2 * MINUTE, severities: ['critical'] },
        ],
      ),
      mute: person('mute', []),
    },
    schedules: {
      wards: {
        id: 'wards',
        timeZone: 'UTC',
        layers: [
          {
            name: 'nights',
            people: ['bo'],
            shift: { hours: 12 },
            start: '2026-01-01T00:00',
            restrictions: [],
          },
        ],
      },
    },
    policies: { icu: policy('icu', [to('anna'), to('mute'), [WARDS]]) },
    services: { icu: service('icu', 'icu') },
  },
});

const OUTSIDE = { config: CONFIG, silences: [], overrides: [] };

const shown = (one: Incident, outside: Parameters<typeof nextPages>[1] = OUTSIDE) =>
  nextPages(one, outside).map(
    ({ responder, channel, at }) => `${responder} ${channel} +${(at - NIGHT) / MINUTE}`,
  );

const first = incident([alert('bed-1')]);

describe('the pages that leave next', () => {
  test('are those of the next step that reaches somebody, each after its delay', () => {
    expect(shown(first)).toEqual(['bo sms +5', 'bo email +7']);
  });

  test('are those that the step then plans indeed', () => {
    const at = NIGHT + 5 * MINUTE;
    const then = reconcile(first, { ...OUTSIDE, now: at, records: new Map() });
    expect(
      then.pages.map(({ responder, channel, at: when }) => [responder, channel, when]),
    ).toEqual(
      nextPages(first, OUTSIDE).map(({ responder, channel, at: when }) => [
        responder,
        channel,
        when,
      ]),
    );
    expect(shown(then).slice(0, 2)).toEqual(['bo sms +5', 'bo email +7']);
  });

  test('follow an override', () => {
    const override: Override = {
      id: 'o',
      schedule: 'wards',
      person: 'anna',
      from: NIGHT,
      to: NIGHT + HOUR,
      createdAt: NIGHT,
      createdBy: 'anna',
    };
    expect(shown(first, { ...OUTSIDE, overrides: [override] })).toEqual(['anna sms +5']);
  });

  test('begin again where an acknowledgement expires, and where a silence ends', () => {
    const acknowledgement = {
      by: 'anna',
      person: true,
      at: NIGHT,
      until: NIGHT + 30 * MINUTE,
      kind: 'acknowledged',
      alerts: Object.keys(first.alerts),
      severity: 'critical',
    } as const;
    expect(shown({ ...first, status: 'acknowledged', acknowledgement })).toEqual(['anna sms +30']);
    const silence: Silence = {
      id: 's',
      kind: 'silence',
      matchers: [{ name: 'subject', op: '=', value: 'bed-1' }],
      startsAt: NIGHT,
      endsAt: NIGHT + 20 * MINUTE,
      createdAt: NIGHT,
      createdBy: 'anna',
      comment: 'x',
    };
    const outside = { ...OUTSIDE, silences: [silence] };
    const quiet = reconcile(first, { ...outside, now: NIGHT, records: new Map() });
    expect(shown(quiet, outside)).toEqual(['anna sms +20']);
    const taken = { ...quiet, status: 'acknowledged', acknowledgement } as const;
    expect(shown(taken, outside)).toEqual(['anna sms +30']);
    const soon = { ...acknowledgement, until: NIGHT + 10 * MINUTE };
    expect(shown({ ...taken, acknowledgement: soon }, outside)).toEqual(['anna sms +20']);
  });

  test('are none of an incident that is resolved, or acknowledged for as long as it lasts', () => {
    expect(shown({ ...first, status: 'resolved' })).toEqual([]);
    const acknowledgement = {
      by: 'anna',
      person: true,
      at: NIGHT,
      kind: 'acknowledged',
      alerts: Object.keys(first.alerts),
      severity: 'critical',
    } as const;
    expect(shown({ ...first, status: 'acknowledged', acknowledgement })).toEqual([]);
  });
});

describe('a page', () => {
  const at = NIGHT + 5 * MINUTE;
  const override: Override = {
    id: 'o',
    schedule: 'wards',
    person: 'anna',
    from: NIGHT,
    to: NIGHT + HOUR,
    createdAt: NIGHT,
    createdBy: 'anna',
  };
  const paged = (overrides: readonly Override[]) => {
    const policied = { ...first, escalation: { ...first.escalation, policy: 'icu' } };
    return reconcile(policied, { ...OUTSIDE, overrides, now: at, records: new Map() });
  };
  const stop = { kind: 'step', step: 3 };

  test('remembers by which step, schedule and layer the config led to its responder', () => {
    const via = { policy: 'icu', stop, schedule: 'wards', layer: 'nights' };
    expect(paged([]).pages).toMatchObject([
      { responder: 'bo', via },
      { responder: 'bo', via },
    ]);
  });

  test('remembers the override, also after that has gone', () => {
    const taken = paged([override]);
    const via = { policy: 'icu', stop, schedule: 'wards', override: 'o' };
    expect(taken.pages).toMatchObject([{ responder: 'anna', via }]);
    const later = reconcile(taken, { ...OUTSIDE, now: at + MINUTE, records: new Map() });
    expect(later.pages).toMatchObject([{ responder: 'anna', via }]);
  });

  test('to whom somebody was named by hand has no such way', () => {
    const outside = { ...OUTSIDE, now: at, records: new Map() };
    const { pages } = assign(paged([]), ['anna'], outside);
    const page = pages.find(({ responder }) => responder === 'anna');
    expect(page).toMatchObject({ reason: 'reassigned' });
    expect(page?.via).toBeUndefined();
  });
});

describe('the pages that leave next of many incidents', () => {
  const resolved: Incident = { ...first, status: 'resolved' };
  const quiet: Incident = { ...first, silenced: { by: 's', until: NIGHT + HOUR } };
  const due = (after: number, more: Partial<Incident['escalation']> = {}): Incident => ({
    ...first,
    escalation: { ...first.escalation, nextAt: NIGHT + after, ...more },
  });
  const planned: Incident['pages'][number] = {
    ...{ id: 'p', responder: 'anna', channel: 'sms', reason: 'escalation_step', run: 1 },
    ...{ position: 0, at: NIGHT + MINUTE, status: 'planned' },
  };
  const silence: Silence = {
    ...{ id: 's', kind: 'silence', startsAt: NIGHT, endsAt: NIGHT + HOUR, comment: '' },
    ...{ createdAt: NIGHT, createdBy: 'anna' },
    matchers: [{ name: 'subject', op: '=', value: 'bed-2' }],
  };

  test('are what they are of each by itself, whatever the one before was', () => {
    const all = [
      ...[first, resolved, quiet, { ...first, pages: [planned] }, incident([alert('bed-2')])],
      ...[due(5 * MINUTE + 7), due(9 * MINUTE), due(5 * MINUTE, { position: 1 })],
      { ...first, severity: 'error' as const },
    ];
    for (const silences of [[], [silence]]) {
      const outside = { ...OUTSIDE, silences };
      const foretell = nextPagesOfMany(outside);
      for (const one of [...all, ...all.toReversed()]) {
        expect(foretell(one)).toEqual(nextPages(one, outside));
      }
    }
  });
});
