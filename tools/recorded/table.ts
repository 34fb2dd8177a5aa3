import { table } from '../page-tables.ts';
import type { Outcome, Part } from './play.ts';

const HEADS = ['', 'part', 'events', 'told', 'alarms', 'pages'];

/** Returns the tables of docs/backtest.md, by name. */
export function recordedTables(parts: readonly Part[]): Readonly<Record<string, string>> {
  const rows = parts.map((one) => row(one.recording.name, one.part, [one]));
  const totals = (['bedside', 'servers'] as const).flatMap((place) =>
    (['looked at', 'rest'] as const).map((part) =>
      row(`all, ${place}`, part, partsOf(parts, place, part)),
    ),
  );
  return { recorded: table(HEADS, [...rows, ...totals]) };
}

/** Returns those of one place, of the part that was looked at, or of the rest. */
export function partsOf(
  parts: readonly Part[],
  place: Part['recording']['place'],
  part: Part['part'],
): readonly Part[] {
  return parts.filter((one) => one.recording.place === place && one.part === part);
}

function row(name: string, part: Part['part'], parts: readonly Part[]): readonly string[] {
  const [begun, tuned] = [sum(parts.map((one) => one.begun)), sum(parts.map((one) => one.tuned))];
  return [
    name,
    part,
    String(parts.reduce((all, { events }) => all + events, 0)),
    ...(['told', 'alarms', 'pages'] as const).map((of) => `${begun[of]} → ${tuned[of]}`),
  ];
}

/** Returns the outcomes of several parts as one. */
export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (all, { alarms, pages, told }) => ({
      alarms: all.alarms + alarms,
      pages: all.pages + pages,
      told: all.told + told,
    }),
    { alarms: 0, pages: 0, told: 0 },
  );
}
