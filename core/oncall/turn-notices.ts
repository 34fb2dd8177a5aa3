import type { TurnNoticeWishes } from '../responder/turn-notice-wishes.ts';
import { DAY, type Duration, HOUR, type Instant } from '../time/instant.ts';
import { type Interval, overlaps } from '../time/interval.ts';
import type { OwnTurn, WindowTurn } from './own-turns.ts';

/** How far back turns are looked at: what has begun before is no news. */
export const LOOK_BACK: Duration = DAY;

/** Changes of the turns that begin within at least this time are told. */
export const LISTED_AHEAD: Duration = 28 * DAY;

/** So much further they are listed each time, so that not each that comes is a write. */
export const LISTED_AT_ONCE: Duration = 7 * DAY;

/** A clock that stood still tells no more that a turn has begun, or ended, after so long. */
const LATEST_BEGIN: Duration = 6 * HOUR;
const LATEST_END: Duration = HOUR;

/** How far somebody has been told of a turn; `listed`: it counts as known to them. */
const STAGES = ['listed', 'soon', 'begun', 'ended'] as const;

type ToldStage = (typeof STAGES)[number];

/** A turn as somebody was told of it. */
export interface ToldTurn extends OwnTurn {
  readonly stage: ToldStage;
}

/** What somebody has been told of their turns. It is one document for each person. */
export interface ToldTurns {
  /** The person. */
  readonly id: string;
  readonly version: number;
  readonly turns: readonly ToldTurn[];
  /** All turns that begin before it are listed; absent: the person is told of no changes. */
  readonly listedUntil?: Instant;
}

/** What a message tells somebody of their turns. */
export type TurnNotice =
  | { readonly of: 'soon' | 'begins' | 'ends'; readonly turn: OwnTurn }
  /** Turns that are theirs no more as they were told, and those that are now. */
  | { readonly of: 'changed'; readonly was: readonly OwnTurn[]; readonly is: readonly OwnTurn[] };

/** Somebody's turns in a window, from `LOOK_BACK` ago until at least `LISTED_AHEAD` from now. */
export interface TurnsAhead {
  readonly turns: readonly WindowTurn[];
  readonly until: Instant;
}

/** A person by their id, and what they want to be told. */
export interface Wishing {
  readonly id: string;
  readonly wishes: TurnNoticeWishes;
}

/** What there is to tell somebody, and what to remember then. */
export interface TurnNews {
  readonly notices: readonly TurnNotice[];
  readonly told: ToldTurns;
}

/**
 * Decides what somebody must be told of their turns now; undefined if there is nothing to tell and
 * nothing to remember. Each thing is told once, however often this is asked, and what was told and
 * holds no more is taken back, whatever the person wants to be told otherwise.
 *
 * Who is asked about for the first time hears of what comes, not of what has begun: a deployment
 * tells nobody in the middle of a turn that it has begun.
 */
export function turnNews(
  { id, wishes }: Wishing,
  told: ToldTurns | undefined,
  { turns: seen, until }: TurnsAhead,
  now: Instant,
): TurnNews | undefined {
  const isFirst = told === undefined;
  const known = (told?.turns ?? []).filter(({ stage }) => wishes.changes || stage !== 'listed');
  const turns = seen.map((turn) => withBegin(turn, known));
  const change = changeOf(known, turns, wishes.changes ? told?.listedUntil : undefined, now);
  const judged = turns.map((turn) => judge(turn, { known, change, wishes, isFirst, now }));
  const listedUntil = wishes.changes ? nextListed(told?.listedUntil, until, now) : undefined;
  const isKept = ({ turn, stage }: Judged) =>
    turn.to > now - 2 * LATEST_END &&
    (stage !== 'listed' || (listedUntil !== undefined && turn.from < listedUntil));
  const notices = [
    ...(change.was.length + change.is.length > 0 ? [{ of: 'changed', ...change } as const] : []),
    ...judged.flatMap(({ notice, turn }) =>
      notice === undefined ? [] : [{ of: notice, turn: bare(turn) }],
    ),
  ];
  const next: ToldTurns = {
    id,
    version: (told?.version ?? 0) + 1,
    turns: judged.filter(isKept).map(({ turn, stage }) => ({ ...bare(turn), stage })),
    ...(listedUntil !== undefined && { listedUntil }),
  };
  return isFirst || notices.length > 0 || !remembersAlike(told, next, now)
    ? { notices, told: next }
    : undefined;
}

/** Returns when there is something to tell next, as far as the turns are known. */
export function nextNewsAt(
  { turns }: TurnsAhead,
  { ahead }: TurnNoticeWishes,
  now: Instant,
): Instant {
  const moments = turns.flatMap(({ from, to }) => [from - (ahead ?? 0), from, to]);
  return Math.min(Infinity, ...moments.filter((moment) => moment > now));
}

/** Returns a turn that began before the window with its beginning, if that was told. */
function withBegin(turn: WindowTurn, known: readonly ToldTurn[]): WindowTurn {
  const old = turn.isOlder && known.find((one) => isOfOne(one, turn));
  return old ? { ...turn, from: Math.min(old.from, turn.from) } : turn;
}

interface Change {
  readonly was: readonly OwnTurn[];
  readonly is: readonly OwnTurn[];
}

/** Compares what somebody knows of turns that are not over with how they are. */
function changeOf(
  known: readonly ToldTurn[],
  turns: readonly WindowTurn[],
  listedUntil: Instant | undefined,
  now: Instant,
): Change {
  const were = known.filter(({ to }) => to > now);
  const are = turns.filter(({ to }) => to > now);
  const was = were.filter((old) => !are.some((turn) => isSame(old, turn, now)));
  const is = are.filter(
    (turn) =>
      !were.some((old) => isSame(old, turn, now)) &&
      (was.some((old) => isOfOne(old, turn)) ||
        (listedUntil !== undefined && now < turn.from && turn.from < listedUntil)),
  );
  return { was: was.map(bare), is: is.map(bare) };
}

/** Whether two are the same turn from now on: one that goes on may end at any time later. */
function isSame(old: ToldTurn, turn: WindowTurn, now: Instant): boolean {
  const ends =
    (old.goesOn && turn.to >= old.to) || (turn.goesOn && old.to >= turn.to) || old.to === turn.to;
  return (
    old.schedule === turn.schedule && Math.max(old.from, now) === Math.max(turn.from, now) && ends
  );
}

function isOfOne(a: OwnTurn, b: OwnTurn): boolean {
  return a.schedule === b.schedule && overlaps(a, b);
}

interface Judged {
  readonly turn: WindowTurn;
  readonly stage: ToldStage;
  readonly notice?: 'soon' | 'begins' | 'ends';
}

interface Situation {
  readonly known: readonly ToldTurn[];
  readonly change: Change;
  readonly wishes: TurnNoticeWishes;
  readonly isFirst: boolean;
  readonly now: Instant;
}

/** Decides how far somebody is told of a turn, and what they must be told for that. */
function judge(turn: WindowTurn, situation: Situation): Judged {
  const { now } = situation;
  const stage = stageSoFar(turn, situation);
  if (now < turn.from) {
    return judgeComing(turn, stage, situation);
  }
  return now < turn.to ? judgeRunning(turn, stage, situation) : judgeOver(turn, stage, situation);
}

/** Of a part to come of a turn that has begun it was told no more than that it comes. */
function stageSoFar(turn: WindowTurn, { known, now }: Situation): ToldStage {
  const stages = known
    .filter((old) => isOfOne(old, turn))
    .map(({ stage, from }) => {
      const furthest = STAGES.indexOf(stage);
      return now < turn.from && from !== turn.from ? Math.min(1, furthest) : furthest;
    });
  return STAGES[Math.max(0, ...stages)] ?? 'listed';
}

function judgeComing(turn: WindowTurn, stage: ToldStage, situation: Situation): Judged {
  const { wishes, change, now } = situation;
  const isSoon = wishes.ahead !== null && turn.from - wishes.ahead <= now;
  if (!isSoon || stage !== 'listed') {
    return { turn, stage };
  }
  const isTold = change.is.some((one) => isOfOne(one, turn));
  return { turn, stage: 'soon', ...(!isTold && { notice: 'soon' }) };
}

/** Whoever was to be told beforehand and was not is told now: somebody has put them on call. */
function judgeRunning(turn: WindowTurn, stage: ToldStage, situation: Situation): Judged {
  const { wishes, isFirst, now } = situation;
  const wants = wishes.begins || (wishes.ahead !== null && stage === 'listed');
  if (!wants || stage === 'begun' || stage === 'ended') {
    return { turn, stage };
  }
  const isNews = !isFirst && turn.isOlder === undefined && now - turn.from <= LATEST_BEGIN;
  return { turn, stage: 'begun', ...(isNews && { notice: 'begins' }) };
}

/** That somebody else has taken the rest of it is told as a change. */
function judgeOver(turn: WindowTurn, stage: ToldStage, situation: Situation): Judged {
  const { wishes, change, isFirst, now } = situation;
  if (!wishes.ends || stage === 'ended') {
    return { turn, stage };
  }
  const isTold = change.was.some((one) => isOfOne(one, turn));
  const isNews = !isFirst && !isTold && now - turn.to <= LATEST_END;
  return { turn, stage: 'ended', ...(isNews && { notice: 'ends' }) };
}

function nextListed(listed: Instant | undefined, until: Instant, now: Instant): Instant {
  return listed !== undefined && listed >= now + LISTED_AHEAD ? Math.min(listed, until) : until;
}

/** Whether it makes no difference which of two is remembered: what is over may go at any time. */
function remembersAlike(a: ToldTurns, b: ToldTurns, now: Instant): boolean {
  const [ours, theirs] = [a, b].map(({ turns }) => turns.filter(({ to }) => to > now));
  return (
    a.listedUntil === b.listedUntil &&
    ours?.length === theirs?.length &&
    (ours ?? []).every((one, place) => {
      const other = theirs?.[place];
      return other?.stage === one.stage && other.schedule === one.schedule && isLike(one, other);
    })
  );
}

function isLike(a: OwnTurn, b: OwnTurn): boolean {
  const isBoth = a.goesOn === true && b.goesOn === true;
  return a.from === b.from && a.goesOn === b.goesOn && (isBoth || a.to === b.to);
}

function bare({ schedule, from, to, goesOn }: OwnTurn): OwnTurn {
  return { schedule, from, to, ...(goesOn !== undefined && { goesOn }) };
}

/** Whether what a message tells is of use still: it may come late. */
export function isTimely(notice: TurnNotice, now: Instant): boolean {
  const ofUse = (turn: Interval) => now < turn.to;
  switch (notice.of) {
    case 'soon':
      return now < notice.turn.from;
    case 'begins':
      return ofUse(notice.turn);
    case 'ends':
      return now <= notice.turn.to + LATEST_END;
    case 'changed':
      return [...notice.was, ...notice.is].some(ofUse);
  }
}
