import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { differences, together } from '#core/oncall/compare.ts';
import { coverage, type Span } from '#core/oncall/coverage.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { movedExport } from './exports.ts';

/** Across both days of 2027 and 2026 on which one of the zones sets its clocks, or near it. */
const WINDOW = { from: Date.parse('2027-01-20T00:00:00Z'), to: Date.parse('2027-04-20T00:00:00Z') };

/** The wall clock of a zone, by Intl alone. */
interface Wall {
  /** From Monday, 0. */
  readonly day: number;
  readonly minute: number;
  /** Minutes since 1970 if each day had 24 hours. */
  readonly total: number;
}

function wallClock(zone: string): (at: Instant) => Wall {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (at) => {
    const [date = '', time = ''] = format.format(at).split(' ');
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const days = Date.parse(date) / DAY;
    const minute = hours * 60 + minutes;
    return { day: (days + 3) % 7, minute, total: days * 24 * 60 + minute };
  };
}

/** Whose turn it is in a rotation that began at a time of the wall clock. */
function turnOf<T>(wall: Wall, begun: string, minutes: number, crews: readonly T[]): T | undefined {
  const since = wall.total - Date.parse(`${begun}Z`) / MINUTE;
  return crews[Math.floor(since / minutes) % crews.length];
}

/** Who is on call there, asked each half of an hour. */
function asked(zone: string, whoIsOn: (wall: Wall) => readonly string[]): readonly Span[] {
  const wallAt = wallClock(zone);
  const step = HOUR / 2;
  const count = (WINDOW.to - WINDOW.from) / step;
  return together(
    Array.from({ length: count }, (_, n) => {
      const from = WINDOW.from + n * step;
      return { from, to: from + step, people: whoIsOn(wallAt(from)) };
    }),
    WINDOW,
  );
}

function ours(yaml: string | undefined, schedules: readonly string[]): readonly Span[] {
  const loaded = loadConfig(yaml ?? '', 'wardbell.yaml');
  const all = loaded.ok ? loaded.config.schedules : {};
  const spans = schedules.flatMap((id) => {
    const schedule = all[id];
    return schedule === undefined ? [] : coverage(schedule, [], WINDOW.from, WINDOW.to);
  });
  return together(spans, WINDOW);
}

const DAYS = 24 * 60;
const at = (hours: number, minutes = 0) => hours * 60 + minutes;

describe('the 90 days of a schedule that has moved in', () => {
  test('are those of the rotations of Opsgenie, by day and by night', () => {
    const before = asked('Europe/Stockholm', (wall) => {
      if (wall.minute >= at(7) && wall.minute < at(19)) {
        return [turnOf(wall, '2026-01-05T07:00', 7 * DAYS, ['anna-lind', 'bo-ek']) ?? ''];
      }
      const nights = [['cia-al'], ['nobody'], ['cia-al', 'dag-bo']];
      return turnOf(wall, '2026-01-05T19:00', 2 * DAYS, nights) ?? [];
    });
    const { yaml } = movedExport('opsgenie', 'clinic');
    expect(differences(before, ours(yaml, ['icu_schedule']))).toEqual([]);
  });

  test('are those of two rotations of Opsgenie that are on call together', () => {
    const before = asked('Europe/Stockholm', (wall) => {
      const week = wall.day * DAYS + wall.minute;
      const isFirst =
        week >= 4 * DAYS + at(17, 30) ||
        week < at(8) ||
        (week >= DAYS + at(18) && week < 2 * DAYS + at(6));
      const first = turnOf(wall, '2026-01-02T17:30', 14 * DAYS, ['cia-al', 'dag-bo']);
      const all = ['anna-lind', 'bo-ek', 'cia-al'];
      const second = turnOf(wall, '2026-01-05T08:00', 12 * 60, all);
      return [...(isFirst ? [first ?? ''] : []), second ?? ''];
    });
    const { yaml } = movedExport('opsgenie', 'clinic');
    const ids = ['it_schedule-first-line', 'it_schedule-second-line'];
    expect(differences(before, ours(yaml, ids))).toEqual([]);
  });

  test('are those of the layers of PagerDuty, of which the highest wins', () => {
    const before = asked('America/New_York', (wall) => {
      const week = wall.day * DAYS + wall.minute;
      if (week >= 4 * DAYS + at(18) || week < at(8)) {
        return ['kyler-kuhn'];
      }
      if (wall.minute >= at(20) || wall.minute < at(8)) {
        return [turnOf(wall, '2025-11-06T20:00', DAYS, ['aurelio-rice', 'kyler-kuhn']) ?? ''];
      }
      const days = ['earline-green', 'aurelio-rice', 'earline-green'];
      return [turnOf(wall, '2025-11-03T08:00', 7 * DAYS, days) ?? ''];
    });
    const { yaml } = movedExport('pagerduty', 'hospital.json');
    expect(differences(before, ours(yaml, ['ward-on-call']))).toEqual([]);
  });

  test('are those of the shifts of Grafana OnCall, by weeks, by days of the week and levels', () => {
    const before = asked('Europe/Stockholm', (wall) => {
      const week = wall.day * DAYS + wall.minute;
      if (week >= 4 * DAYS + at(19) || week < at(7)) {
        return ['cyd'];
      }
      if (wall.minute >= at(7) && wall.minute < at(19)) {
        return turnOf(wall, '2026-01-05T00:00', 7 * DAYS, [['bea', 'cyd'], ['alex']]) ?? [];
      }
      // The night is of the day on which it began; there are four of them a week.
      const day = wall.minute < at(7) ? wall.day - 1 : wall.day;
      const since = wall.total - wall.minute - wall.day * DAYS - Date.parse('2026-01-05') / MINUTE;
      const nights = ['alex', 'bea', 'cyd'];
      return [nights[((since / (7 * DAYS)) * 4 + day) % nights.length] ?? ''];
    });
    const { yaml } = movedExport('grafana-oncall', 'api.json');
    expect(differences(before, ours(yaml, ['ward']))).toEqual([]);
  });
});
