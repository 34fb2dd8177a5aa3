import { describe, expect, test } from '@jest/globals';
import { peopleOf } from '#core/oncall/coverage.ts';
import { LOOK_AHEAD, onCall } from '#core/oncall/on-call.ts';
import { anOverride, aSchedule, moment } from './schedules.ts';

const at = moment('2026-01-09T12:00Z');

describe('onCall', () => {
  test('names the layer, and when the next person takes over', () => {
    expect(onCall(aSchedule([{ name: 'days' }]), [], at)).toEqual({
      holders: [{ by: 'layer', person: 'bo', layer: 'days' }],
      until: moment('2026-01-10T07:00+01:00'),
    });
  });

  test('names the override; until is when it ends', () => {
    const override = anOverride({ from: at, to: at + 1 });
    expect(onCall(aSchedule([{}]), [override], at)).toEqual({
      holders: [{ by: 'override', person: 'dag', override: 'o1' }],
      until: at + 1,
    });
  });

  test('ends the turn at an override that begins later', () => {
    const override = anOverride({ from: at + 5, to: at + 6 });
    expect(onCall(aSchedule([{}]), [override], at)).toMatchObject({
      holders: [{ person: 'bo' }],
      until: at + 5,
    });
  });

  test('returns nobody until the layer starts months from now', () => {
    const schedule = aSchedule([{ start: '2026-08-01T07:00' }]);
    const until = moment('2026-08-01T07:00+02:00');
    expect(onCall(schedule, [], at)).toEqual({ holders: [], until });
  });

  test('passes over hand-offs to the same person by another layer', () => {
    const lone = { people: ['ann'], start: '2026-01-01T00:00' };
    const nights = { ...lone, restrictions: [{ days: [], from: '19:00', to: '07:00' }] };
    const end = anOverride({ from: at + 9 * 86_400_000, to: at + 10 * 86_400_000 });
    expect(onCall(aSchedule([lone, nights]), [end], at)).toMatchObject({
      holders: [{ person: 'ann' }],
      until: end.from,
    });
  });

  test.each([
    ['somebody alone', [{ people: ['ann'] }], ['ann']],
    ['nobody at all', [], []],
  ])('%s: sure only as far as it looks', (_, layers, people) => {
    const found = onCall(aSchedule(layers), [], at);
    expect([peopleOf(found), found.until]).toEqual([people, at + LOOK_AHEAD]);
  });
});
