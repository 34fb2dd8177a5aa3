import type { LoggedPage } from '#api/client/index.ts';
import { isOver } from './status.ts';

/** So many are asked for at once. */
const STEP = 50;

/** So often it is asked for as many: a search for something rare finds nothing for a while. */
const MOST_ASKED = 4;

interface LoadedPages {
  readonly pages: readonly LoggedPage[];
  /** Whether there may be more. */
  readonly areMore: boolean;
}

/** A part of the log, from the newest to the oldest, and where it goes on. */
interface Part {
  readonly pages: readonly LoggedPage[];
  readonly next?: string;
}

type Ask = (place: {
  readonly limit: number;
  readonly cursor: string | undefined;
}) => Promise<Part>;

/** The newest pages of a log, as far as somebody has gone back in it. */
export interface Log {
  /** What there is now. Of what was loaded it asks again only for what may have changed. */
  refresh(): Promise<LoadedPages>;
  /** Goes a step further back. */
  goBack(): Promise<void>;
}

export function followLog(ask: Ask): Log {
  let known: Part | undefined;
  const askFor = (cursor: string | undefined) => ask({ limit: STEP, cursor });
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = last.then(act, act);
    last = done;
    return done;
  };
  return {
    refresh: () =>
      inTurn(async () => {
        known = await (known === undefined ? readOn(askFor, undefined) : readNewest(askFor, known));
        return { pages: known.pages, areMore: known.next !== undefined };
      }),
    goBack: () =>
      inTurn(async () => {
        if (known?.next !== undefined) {
          const older = await readOn(askFor, known.next);
          known = joinParts(known, older);
        }
      }),
  };
}

type AskFor = (cursor: string | undefined) => Promise<Part>;

/** Reads from a place on until there are enough. */
async function readOn(askFor: AskFor, cursor: string | undefined): Promise<Part> {
  let read = await askFor(cursor);
  for (let asked = 1; asked < MOST_ASKED && isWanting(read); asked++) {
    read = joinParts(read, await askFor(read.next));
  }
  return read;
}

function isWanting({ pages, next }: Part): boolean {
  return next !== undefined && pages.length < STEP;
}

/**
 * Reads the newest ones until what follows is known, and over, so that it cannot change any more.
 * It never reads more than that and what has come since.
 */
async function readNewest(askFor: AskFor, known: Part): Promise<Part> {
  let read = await askFor(undefined);
  let rest = behind(read, known);
  const most = Math.ceil(known.pages.length / STEP) + MOST_ASKED;
  for (let asked = 1; asked < most && read.next !== undefined && !isSettled(rest); asked++) {
    read = joinParts(read, await askFor(read.next));
    rest = behind(read, known);
  }
  return read.next === undefined || rest === undefined
    ? read
    : { ...(known.next !== undefined && { next: known.next }), pages: [...read.pages, ...rest] };
}

/** What is known and older than what was read; undefined where something may lie between. */
function behind(read: Part, known: Part): readonly LoggedPage[] | undefined {
  const last = read.pages.at(-1);
  const [newest] = known.pages;
  if (last === undefined || newest === undefined || timeOf(last) > timeOf(newest)) {
    return undefined;
  }
  const ids = new Set(read.pages.map(({ id }) => id));
  return known.pages.filter((page) => timeOf(page) <= timeOf(last) && !ids.has(page.id));
}

function timeOf({ at }: LoggedPage): number {
  return Date.parse(at);
}

function isSettled(rest: readonly LoggedPage[] | undefined): boolean {
  return rest?.every(({ status }) => isOver(status)) ?? false;
}

function joinParts(newer: Part, older: Part): Part {
  return { ...older, pages: [...newer.pages, ...older.pages] };
}
