import { timeText } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { offsetAt, type Span } from './days.ts';
import type { Shift } from './shift.ts';

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;

/** The day of a moment in a zone: `Tue, 24 Nov`. */
export function dayText(moment: number, timeZone: string): string {
  return timeText(moment, { ...DAY, timeZone });
}

/** The time of day of a moment in a zone: `19:00`. */
export function clockText(moment: number, timeZone: string): string {
  return timeText(moment, { ...CLOCK, timeZone });
}

/** A moment with its day and zone: `Tue, 24 Nov, 19:00 CET`. */
export function momentText(moment: number, timeZone: string): string {
  return timeText(moment, { ...DAY, ...CLOCK, timeZoneName: 'short', timeZone });
}

/** From when until when, with the zone; the day and the zone once where they are the same. */
export function spanText({ from, to }: Span, timeZone: string): string {
  const isOneOffset = offsetAt(from, timeZone) === offsetAt(to, timeZone);
  const begin = isOneOffset
    ? timeText(from, { ...DAY, ...CLOCK, timeZone })
    : momentText(from, timeZone);
  const isOneDay = dayText(from, timeZone) === dayText(to, timeZone);
  const end = isOneDay
    ? timeText(to, { ...CLOCK, timeZoneName: 'short', timeZone })
    : momentText(to, timeZone);
  return words.value.oncall.fromTo(begin, end);
}

/** When a day, within it, has something: `all day`, `until 07:00`, `from 19:00`. */
export function withinDayText({ from, to }: Span, day: Span, timeZone: string): string {
  const w = words.value.oncall;
  const begins = from > day.from;
  const ends = to < day.to;
  if (begins && ends) {
    return w.fromTo(clockText(from, timeZone), clockText(to, timeZone));
  }
  if (begins) {
    return w.fromThen(clockText(from, timeZone));
  }
  return ends ? w.untilThen(clockText(to, timeZone)) : w.allDay;
}

/** What a layer is called; one without a name of its own has that of its place, `layer 1`. */
export function layerText(name: string): string {
  return words.value.oncall.layer(/^layer (\d+)$/u.exec(name)?.[1] ?? name);
}

/** Because of what somebody is on call: a layer or an override; or that nobody is. */
export function holderText({ by, layer = '' }: Pick<Shift, 'by' | 'layer'>): string {
  const w = words.value.oncall;
  switch (by) {
    case 'layer':
      return layerText(layer);
    case 'override':
      return w.byOverride;
    case 'nobody':
      return w.nobody;
  }
}
