import { addEach, addNumbers, zeros } from '../collections/add-counts.ts';
import { sum } from '../collections/sum.ts';
import { wallHours } from '../time/wall-hours.ts';
import {
  RESPONSE_MARKS,
  RESPONSE_OUTCOMES,
  type Response,
  type ResponseMark,
  type ResponseOutcome,
} from './response.ts';
import { addSpreads, NO_SPREAD, type Spread, SpreadCount } from './spread.ts';

/** The durations of a response. */
export const RESPONSE_TIMES = ['detect', 'acknowledge', 'resolve'] as const;

export type ResponseTime = (typeof RESPONSE_TIMES)[number];

/** What incidents are grouped by; a week is that in which one was opened. */
const RESPONSE_GROUPS = ['services', 'severities', 'rules', 'weeks'] as const;

export type ResponseGroup = (typeof RESPONSE_GROUPS)[number];

/** What was counted of some incidents. */
export type ResponseCount = Readonly<Record<ResponseTime, Spread>> & {
  readonly outcomes: Readonly<Record<ResponseOutcome, number>>;
  readonly marks: Readonly<Record<ResponseMark, number>>;
};

/**
 * What was counted of a span, each incident once in every group. Tallies of two spans are added to
 * that of both.
 */
export type ResponseTally = Readonly<
  Record<ResponseGroup, Readonly<Record<string, ResponseCount>>>
>;

export const NO_RESPONSES: ResponseCount = {
  outcomes: zeros(RESPONSE_OUTCOMES),
  marks: zeros(RESPONSE_MARKS),
  detect: NO_SPREAD,
  acknowledge: NO_SPREAD,
  resolve: NO_SPREAD,
};

/** Adds the counts of two lists of incidents that have none in common. */
export function addResponseCounts(a: ResponseCount, b: ResponseCount): ResponseCount {
  return {
    outcomes: addNumbers(a.outcomes, b.outcomes),
    marks: addNumbers(a.marks, b.marks),
    detect: addSpreads(a.detect, b.detect),
    acknowledge: addSpreads(a.acknowledge, b.acknowledge),
    resolve: addSpreads(a.resolve, b.resolve),
  };
}

/** Adds the tallies of two spans that have no moment in common. */
export function addResponseTallies(a: ResponseTally, b: ResponseTally): ResponseTally {
  const add = (group: ResponseGroup) => addEach(a[group], b[group], addResponseCounts);
  return {
    services: add('services'),
    severities: add('severities'),
    rules: add('rules'),
    weeks: add('weeks'),
  };
}

/** Counts responses as they come, by the weeks of a zone. */
export function countResponses(timeZone: string) {
  const hours = wallHours(timeZone);
  const counts: Readonly<Record<ResponseGroup, Map<string, Counting>>> = {
    services: new Map(),
    severities: new Map(),
    rules: new Map(),
    weeks: new Map(),
  };
  let isCoarse = false;
  const countIn = (group: ResponseGroup, name: string): Counting => {
    const known = counts[group].get(name);
    if (known !== undefined) {
      return known;
    }
    const fresh = new Counting(isCoarse);
    counts[group].set(name, fresh);
    return fresh;
  };
  return {
    response(response: Response): void {
      const { service, severity, rule, openedAt } = response;
      countIn('services', service).add(response);
      countIn('severities', severity).add(response);
      countIn('rules', rule).add(response);
      countIn('weeks', hours(openedAt).week).add(response);
    },
    /** How many different lengths of times there are, which is what a tally takes room for. */
    lengths: (): number =>
      sum(RESPONSE_GROUPS.flatMap((group) => [...counts[group].values()].map((of) => of.lengths))),
    /** Rounds lengths to two digits from now on, which takes a fifth of the room. */
    coarsen(): void {
      for (const group of RESPONSE_GROUPS) {
        for (const counting of counts[group].values()) {
          counting.coarsen();
        }
      }
      isCoarse = true;
    },
    tally: (): ResponseTally => ({
      services: countsOf(counts.services),
      severities: countsOf(counts.severities),
      rules: countsOf(counts.rules),
      weeks: countsOf(counts.weeks),
    }),
  };
}

/** Counts responses of one name as they come. */
class Counting {
  readonly #outcomes = { ...NO_RESPONSES.outcomes };
  readonly #marks = { ...NO_RESPONSES.marks };
  readonly #times = {
    detect: new SpreadCount(),
    acknowledge: new SpreadCount(),
    resolve: new SpreadCount(),
  };

  constructor(isCoarse: boolean) {
    if (isCoarse) {
      this.coarsen();
    }
  }

  add(response: Response): void {
    this.#outcomes[response.outcome] += 1;
    for (const mark of response.marks) {
      this.#marks[mark] += 1;
    }
    for (const time of RESPONSE_TIMES) {
      const lasted = response[time];
      if (lasted !== undefined) {
        this.#times[time].add(lasted);
      }
    }
  }

  coarsen(): void {
    for (const time of RESPONSE_TIMES) {
      this.#times[time].coarsen();
    }
  }

  get lengths(): number {
    return sum(RESPONSE_TIMES.map((time) => this.#times[time].lengths));
  }

  count(): ResponseCount {
    const { detect, acknowledge, resolve } = this.#times;
    return {
      outcomes: this.#outcomes,
      marks: this.#marks,
      detect: detect.spread(),
      acknowledge: acknowledge.spread(),
      resolve: resolve.spread(),
    };
  }
}

function countsOf(all: ReadonlyMap<string, Counting>): Readonly<Record<string, ResponseCount>> {
  return Object.fromEntries([...all].map(([name, counting]) => [name, counting.count()]));
}
