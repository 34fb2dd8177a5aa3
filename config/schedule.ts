import { minuteOfWeek } from '#core/oncall/rotation.ts';
import {
  type Layer,
  type Restriction,
  type Schedule,
  WEEKDAYS,
  type WeeklyHandOff,
} from '#core/oncall/schedule.ts';
import type { SupportHours } from '#core/team/support-hours.ts';
import type { Document } from './schema/document.ts';

type Written = Document['schedules'][string];
type WrittenLayer = Written['layers'][number];
type Lists = Document['holidays'];
type WrittenHours = NonNullable<Document['services'][string]['hours']>;

/** Compiles a schedule; the lists of holidays that it names are written out. */
export function schedule(
  id: string,
  { time_zone, layers }: Written,
  { time_zone: usual, holidays }: Pick<Document, 'time_zone' | 'holidays'>,
): Schedule {
  return {
    id,
    timeZone: time_zone ?? usual,
    layers: layers.map((written, index) => layer(written, index, holidays)),
  };
}

/** A layer of one person needs no rotation: it applies since long ago unless it says otherwise. */
function layer(written: WrittenLayer, index: number, lists: Lists): Layer {
  const { hand_offs: handOffs, starts = '2000-01-03', time_zone: timeZone } = written;
  const dated = (spans: WrittenLayer['only']) => datedSpans(spans ?? [], lists);
  return {
    name: written.name ?? `layer ${index + 1}`,
    people: written.people,
    shift: handOffs === undefined ? (written.shift ?? { days: 7 }) : { weekly: weekly(handOffs) },
    start: `${starts}T${written.hand_off ?? '00:00'}`,
    restrictions: dated(written.only),
    ...(written.except !== undefined && { exceptions: dated(written.except) }),
    ...(timeZone !== undefined && { timeZone }),
    ...(written.when_away === 'pass_over' && { passesOver: true }),
  };
}

/** Compiles the hours of a service; the lists of holidays that they name are written out. */
export function supportHours(
  { below, only, except, time_zone }: WrittenHours,
  { time_zone: usual, holidays }: Pick<Document, 'time_zone' | 'holidays'>,
): SupportHours {
  return {
    below,
    timeZone: time_zone ?? usual,
    restrictions: datedSpans(only, holidays),
    ...(except !== undefined && { exceptions: datedSpans(except, holidays) }),
  };
}

function datedSpans(spans: WrittenHours['only'], lists: Lists): readonly Restriction[] {
  return spans.map((one) => span(one, lists));
}

function weekly(handOffs: NonNullable<WrittenLayer['hand_offs']>): readonly WeeklyHandOff[] {
  const all = handOffs.flatMap(({ days = WEEKDAYS, at }) =>
    days.flatMap((day) => at.map((time) => ({ day, time }))),
  );
  const once = new Map(all.map((handOff) => [minuteOfWeek(handOff), handOff]));
  return [...once].sort(([a], [b]) => a - b).map(([, handOff]) => handOff);
}

function span(
  { dates, ...written }: NonNullable<WrittenLayer['only']>[number],
  lists: Lists,
): Restriction {
  const named = dates?.flatMap((name) => Object.keys(lists[name] ?? { [name]: '' }));
  return {
    ...spanOfDay(written),
    ...(named !== undefined && { dates: [...new Set(named)].sort() }),
  };
}

/** Compiles hours of the day: whole days where none are written. */
export function spanOfDay(written: {
  readonly days?: Restriction['days'] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): Restriction {
  const { days = [], from = '00:00', to = '24:00' } = written;
  return { days, from, to };
}
