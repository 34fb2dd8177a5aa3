import { query, setQuery } from '../frame/router.ts';
import { ownZone } from '../frame/time.ts';
import { isoMinute, momentIn } from '../frame/wall-clock.ts';
import { ruleOf } from './recurrence.ts';

/** A silence that is being filled in. It stands in the address, its times in UTC. */
export interface Draft {
  /** As they are typed, a line each. */
  readonly matchers: readonly string[];
  readonly comment: string;
  /** Planned work, which lists tell apart. */
  readonly isMaintenance: boolean;
  /** How often it comes, as `ruleOf` takes it. Undefined: once. */
  readonly recurs: string | undefined;
  /** Undefined: now. */
  readonly begin: number | undefined;
  /** Undefined: after `minutes`; of what recurs, which has both: none begins from then on. */
  readonly end: number | undefined;
  readonly minutes: number;
}

const MINUTE = 60_000;
const USUAL = 60;

export function readDraft(): Draft {
  const address = query.value;
  return {
    matchers: address.getAll('matcher'),
    comment: address.get('comment') ?? '',
    isMaintenance: address.get('kind') === 'maintenance',
    recurs: address.get('recurs') ?? undefined,
    begin: momentIn(address.get('begin')),
    end: momentIn(address.get('end')),
    minutes: Number(address.get('minutes') ?? USUAL),
  };
}

export function clearDraft(): void {
  setQuery({ matcher: '', comment: '', kind: '', recurs: '', begin: '', end: '', minutes: '' });
}

/** Changes a moment of it; undefined takes it out again. */
export function draftMoment(name: 'begin' | 'end', moment: number | undefined): void {
  setQuery({ [name]: moment === undefined ? '' : isoMinute(moment) });
}

/** The matchers without lines that are still empty. */
export function matchersOf({ matchers }: Draft): readonly string[] {
  return matchers.map((one) => one.trim()).filter((one) => one !== '');
}

/** From when until when it would last, in ms. */
export function spanOf({ begin, end, minutes }: Draft, now: number) {
  const from = begin ?? now;
  return { from, to: end ?? from + minutes * MINUTE };
}

/** What the API is asked of how a draft recurs; undefined if it comes once. */
export function timesOf({ recurs, begin, end, minutes }: Draft, now: number) {
  const timeZone = ownZone();
  return recurs === undefined
    ? undefined
    : {
        ...ruleOf(recurs, begin ?? now, timeZone),
        startsAt: isoMinute(begin ?? now),
        ...(end !== undefined && { endsAt: isoMinute(end) }),
        minutes,
        timeZone,
      };
}

/** What the API is asked to set. */
export function bodyOf(draft: Draft, now: number) {
  const times = timesOf(draft, now);
  if (times !== undefined) {
    return { matchers: matchersOf(draft), comment: draft.comment, ...times };
  }
  const { comment, isMaintenance, begin, end, minutes } = draft;
  return {
    matchers: matchersOf(draft),
    comment,
    ...(isMaintenance && { kind: 'maintenance' as const }),
    ...(begin !== undefined && { startsAt: isoMinute(begin) }),
    ...(end === undefined ? { minutes } : { endsAt: isoMinute(end) }),
  };
}
