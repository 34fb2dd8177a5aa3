import { place, query, setQuery } from '../frame/router.ts';
import { isoMinute, momentIn } from '../frame/wall-clock.ts';
import { isDate, type Span } from './days.ts';

/** The address of this screen with other parameters; those that are empty are left out. */
export function addressWith(changed: Readonly<Record<string, string>>): string {
  const next = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(changed)) {
    next.delete(name);
    if (value !== '') {
      next.set(name, value);
    }
  }
  return place.value.path + (next.size === 0 ? '' : `?${next}`);
}

/** The day that is shown, or undefined for today. */
export function shownDate(): string | undefined {
  const date = query.value.get('date') ?? '';
  return isDate(date) ? date : undefined;
}

/** An override that is being filled in, as far as it is. */
export interface Draft {
  readonly from?: number;
  readonly to?: number;
  readonly person: string;
  readonly comment: string;
}

/** What is filled in stands in the address, its times in UTC: they mean the same in each zone. */
export function readDraft(): Draft {
  const from = momentIn(query.value.get('begin'));
  const to = momentIn(query.value.get('end'));
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    person: query.value.get('person') ?? '',
    comment: query.value.get('comment') ?? '',
  };
}

export function draftSpan({ from, to }: Partial<Span>): void {
  setQuery({
    ...(from !== undefined && { begin: isoMinute(from) }),
    ...(to !== undefined && { end: isoMinute(to) }),
  });
}

export function clearDraft(): void {
  setQuery({ begin: '', end: '', person: '', comment: '' });
}
