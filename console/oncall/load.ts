import type { Absence, Exchange } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { somePages } from '../frame/whole-list.ts';
import type { Span } from './days.ts';
import type { Calendar, Shift, Taken } from './shift.ts';

type TurnQuery = NonNullable<NonNullable<Parameters<typeof api.listTurns>[0]>['query']>;

export async function loadCalendar(schedule: string, window: Span): Promise<Calendar> {
  const query = { schedule, ...spanOf(window) };
  const [served, layers, overrides] = await Promise.all([
    loadServed(schedule, window),
    turns({ ...query, layers: 'each' }),
    overridesOf(schedule),
  ]);
  const within = overrides.filter(({ from, to }) => from < window.to && to > window.from);
  return { served, layers, overrides: within };
}

/** The turns of a schedule as it will be served, gaps included. */
export function loadServed(schedule: string, window: Span): Promise<readonly Shift[]> {
  return turns({ schedule, ...spanOf(window) });
}

/** The turns of a person in all schedules. */
export function loadShifts(person: string, window: Span): Promise<readonly Shift[]> {
  return turns({ person, ...spanOf(window) });
}

/** Covers and swaps of a person that are open or stand, and have not passed. */
export async function loadExchanges(person: string, now: number): Promise<readonly Exchange[]> {
  const found: Exchange[] = [];
  for await (const page of somePages(api.listExchanges, { query: { person } })) {
    found.push(...page.exchanges);
  }
  return found.filter(({ status, to, inReturn }) => {
    const ends = Math.max(Date.parse(to), Date.parse(inReturn?.to ?? to));
    return status === 'open' || (status === 'accepted' && ends > now);
  });
}

/** When a person is away, as far as it is not over. */
export async function loadAbsences(person: string, now: number): Promise<readonly Absence[]> {
  const found: Absence[] = [];
  for await (const page of somePages(api.listAbsences, { query: { person } })) {
    found.push(...page.absences);
  }
  return found.filter(({ endedAt, to }) => endedAt === undefined && Date.parse(to) > now);
}

function spanOf({ from, to }: Span) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

async function turns(query: TurnQuery): Promise<readonly Shift[]> {
  const found: Shift[] = [];
  for await (const page of somePages(api.listTurns, { query })) {
    found.push(...page.turns.map((turn) => ({ ...turn, ...msOf(turn) })));
  }
  return found;
}

async function overridesOf(schedule: string): Promise<readonly Taken[]> {
  const found: Taken[] = [];
  for await (const page of somePages(api.listOverrides, { query: { schedule } })) {
    found.push(
      ...page.overrides.map((one) => ({
        ...one,
        ...msOf(one),
        createdAt: Date.parse(one.createdAt),
      })),
    );
  }
  return found;
}

function msOf({ from, to }: { readonly from: string; readonly to: string }): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}
