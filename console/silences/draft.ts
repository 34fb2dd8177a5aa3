import { query, setQuery } from '../frame/router.ts';
import { isoMinute, momentIn } from '../frame/wall-clock.ts';

/** A silence that is being filled in. It stands in the address, its times in UTC. */
export interface Draft {
  /** As they are typed, a line each. */
  readonly matchers: readonly string[];
  readonly comment: string;
  /** Planned work, which lists tell apart. */
  readonly isMaintenance: boolean;
  /** Undefined: now. */
  readonly begin: number | undefined;
  /** Undefined: after `minutes`. */
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
    begin: momentIn(address.get('begin')),
    end: momentIn(address.get('end')),
    minutes: Number(address.get('minutes') ?? USUAL),
  };
}

export function clearDraft(): void {
  setQuery({ matcher: '', comment: '', kind: '', begin: '', end: '', minutes: '' });
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

/** What the API is asked to set. */
export function bodyOf(draft: Draft) {
  const { comment, isMaintenance, begin, end, minutes } = draft;
  return {
    matchers: matchersOf(draft),
    comment,
    ...(isMaintenance && { kind: 'maintenance' as const }),
    ...(begin !== undefined && { startsAt: isoMinute(begin) }),
    ...(end === undefined ? { minutes } : { endsAt: isoMinute(end) }),
  };
}
