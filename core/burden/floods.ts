import type { PageOrder } from '../paging/page.ts';
import { type Duration, MINUTE } from '../time/instant.ts';
import { TOLD_NOTHING, type Told } from './tally.ts';

/** The spans in which floods are counted, as ISA-18.2 is quoted: each begins on the clock. */
export const FLOOD_SPAN: Duration = 10 * MINUTE;

/** More pages than this to one person in one such span are a flood. */
const FLOOD_ABOVE = 10;

interface Person {
  readonly told: Told;
  /** The span that is being counted, how many were in it, and of which moment and incidents. */
  readonly span: number;
  readonly inSpan: number;
  readonly at: number;
  readonly about: ReadonlySet<string>;
}

const NOBODY_YET: Person = { told: TOLD_NOTHING, span: 0, inSpan: 0, at: 0, about: new Set() };

/** Counts what each person was told, from pages that are given from the newest to the oldest. */
export function countFloods() {
  const people = new Map<string, Person>();
  return {
    /** Counts a page of a day; one about the same incident at the same moment is told once. */
    page({ responder, incident, at }: PageOrder, day: string): void {
      const person = people.get(responder) ?? NOBODY_YET;
      const isSameMoment = person.at === at;
      if (isSameMoment && person.about.has(incident)) {
        return;
      }
      const about = new Set(isSameMoment ? person.about : []).add(incident);
      const span = Math.floor(at / FLOOD_SPAN);
      const inSpan = (person.span === span ? person.inSpan : 0) + 1;
      const { days, floods, most } = person.told;
      const told = {
        days: { ...days, [day]: (days[day] ?? 0) + 1 },
        floods: floods + (inSpan === FLOOD_ABOVE + 1 ? 1 : 0),
        most: Math.max(most, inSpan),
      };
      people.set(responder, { told, span, inSpan, at, about });
    },
    people: (): Readonly<Record<string, Told>> =>
      Object.fromEntries([...people].map(([name, { told }]) => [name, told])),
  };
}
