import { UNCONFIRMED } from '../alert/alert.ts';
import type { PageReason } from '../paging/page.ts';
import { zoneLabel } from '../time/zone-label.ts';
import { SMS_SEPTETS, septets, toGsm7 } from './gsm7.ts';
import type { Headline } from './headline.ts';
import { bareMoment, elapsedText } from './moment.ts';
import type { PreviousPages } from './previous-pages.ts';
import { SHORT_REASON } from './reason.ts';
import type { Wording } from './wording.ts';

/** The texts before the title, between title and place, and after the place. */
export type Frame = readonly [before: string, between: string, after: string];

/** The parts of an SMS about one incident beside title and place. */
export interface Said {
  readonly head: Headline;
  readonly soFar: PreviousPages;
  /** How many must answer, and the names of those who have, if one is not enough. */
  readonly answers?: { readonly wanted: number; readonly names: readonly string[] };
  readonly reason: PageReason;
  readonly runbook: string | undefined;
  readonly link: string;
}

/** The short form of `UNCONFIRMED`. */
export const LAST_KNOWN = ' (last known)';

/** The level of detail of each part. */
interface Kept {
  readonly runbook: boolean;
  readonly service: boolean;
  readonly doubt: 'in full' | 'short' | 'none';
  readonly who: 'in full' | 'first names' | 'count' | 'none';
  readonly value: boolean;
  readonly elapsed: boolean;
  readonly smallWords: boolean;
  readonly zone: boolean;
  readonly direction: boolean;
  readonly again: boolean;
}

const ALL: Kept = {
  runbook: true,
  service: true,
  doubt: 'in full',
  who: 'in full',
  value: true,
  elapsed: true,
  smallWords: true,
  zone: true,
  direction: true,
  again: true,
};

/** Parts that are dropped if room is short, in this order. */
const GOES: readonly Partial<Kept>[] = [
  { runbook: false },
  { service: false },
  { doubt: 'short' },
  { who: 'first names' },
  { value: false },
  { elapsed: false },
  { who: 'count' },
  { smallWords: false },
  { who: 'none' },
  { zone: false },
];

/** Parts that are dropped if title and place must be cut, so that these keep their minimum. */
const GOES_LAST: readonly Partial<Kept>[] = [
  { direction: false },
  { doubt: 'none' },
  { again: false },
];

/**
 * Returns the frames from the richest to the barest: `whole` for uncut title and place, `bare` for
 * others.
 */
export function framesOf(
  said: Said,
  wording: Wording,
): { readonly whole: readonly Frame[]; readonly bare: readonly Frame[] } {
  const frame = (kept: Kept) => frameOf(said, kept, wording);
  const whole = lessAndLess(ALL, GOES);
  return {
    whole: whole.map(frame),
    bare: lessAndLess(whole.at(-1) ?? ALL, GOES_LAST).map(frame),
  };
}

/** Returns how many septets a frame leaves for title and place. */
export function remainingSeptets([before, between, after]: Frame): number {
  return SMS_SEPTETS - septets(before + between + after);
}

/** Starts with everything, and then drops one part after another. */
function lessAndLess(all: Kept, goes: readonly Partial<Kept>[]): readonly Kept[] {
  const levels = [all];
  for (const gone of goes) {
    levels.push({ ...(levels.at(-1) ?? all), ...gone });
  }
  return levels;
}

function frameOf(said: Said, kept: Kept, wording: Wording): Frame {
  const { head, link } = said;
  const value = kept.value && head.value !== undefined ? ` ${toGsm7(head.value)}` : '';
  const direction =
    kept.direction && head.direction !== undefined ? ` (${toGsm7(head.direction)})` : '';
  const service = kept.service && head.service !== head.where ? `, ${toGsm7(head.service)}` : '';
  const runbook = kept.runbook && said.runbook !== undefined ? `Runbook: ${said.runbook}` : '';
  const told = [overIn(head, kept), sinceIn(head, kept, wording), doubtIn(head, kept)].join('');
  return [
    `${head.severity.toUpperCase()} ${againIn(said, kept)}`,
    `${value}${direction}, `,
    `${service}${told}${moreIn(head, kept)}${sentences([...whoIn(said, kept), runbook])} ${link}`,
  ];
}

/** Says that it is not the first page, before everything but the severity. */
function againIn({ soFar }: Said, { again, who }: Kept): string {
  if (!again) {
    return '';
  }
  if (soFar.pagedAt !== undefined) {
    return 'again: ';
  }
  return who === 'none' && soFar.silent.length + soFar.declined.length > 0 ? 'escalated: ' : '';
}

function overIn({ flapping, over }: Headline, { smallWords }: Kept): string {
  if (flapping) {
    return ' flapping';
  }
  return over !== undefined && smallWords ? ` (${over})` : '';
}

function sinceIn({ since }: Headline, kept: Kept, { config, now }: Wording): string {
  const { timeZone } = config;
  const zone = kept.zone ? ` ${zoneLabel(since, timeZone)}` : '';
  const elapsed = kept.elapsed ? elapsedText(since, now) : undefined;
  const ago = elapsed === undefined ? '' : ` (${elapsed})`;
  return `${kept.smallWords ? ' since' : ''} ${bareMoment(since, now, timeZone)}${zone}${ago}`;
}

function doubtIn({ unconfirmed }: Headline, { doubt }: Kept): string {
  if (!unconfirmed || doubt === 'none') {
    return '';
  }
  return doubt === 'in full' ? ` (${UNCONFIRMED})` : LAST_KNOWN;
}

function moreIn({ more }: Headline, { smallWords }: Kept): string {
  if (more === 0) {
    return '';
  }
  return smallWords ? ` +${more} more` : ` +${more}`;
}

/** Says why it is paged now, and who was paged before: `Anna, Bo did not answer`. */
function whoIn({ soFar, reason, answers }: Said, { who }: Kept): readonly string[] {
  if (who === 'none') {
    return [];
  }
  const have = answers === undefined ? '' : people(answers.names, 'answered', who);
  const must = answers === undefined ? '' : `${answers.wanted} must answer`;
  const why = who === 'count' ? '' : SHORT_REASON[reason];
  return [
    why,
    have === '' ? must : `${must}, ${have}`,
    people(soFar.declined, 'declined', who),
    people(soFar.silent, 'did not answer', who),
  ];
}

/** The text after the first sentence: `. Worse. Anna did not answer`. */
function sentences(parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.map((part) => `. ${part.charAt(0).toUpperCase()}${part.slice(1)}`).join('');
}

function people(names: readonly string[], did: string, who: Kept['who']): string {
  if (names.length === 0) {
    return '';
  }
  if (who === 'count') {
    return `${names.length} ${did}`;
  }
  const shown = names.map((name) => toGsm7(who === 'in full' ? name : firstName(name)));
  return `${shown.join(', ')} ${did}`;
}

/** Titles before a name: alone one would name every doctor of a rota the same. */
const TITLE =
  /^(?:dr|prof|pd|mr|mrs|ms|mx|sr|sister|nurse|herr|frau|schwester|pfleger|dott|dra|mme)\.?$/iu;

/** Shortens a name: `Anna` of Anna Ek, and `Dr Ek` of Dr Anna Ek. */
function firstName(name: string): string {
  const words = name.split(' ');
  const [first = name] = words;
  return TITLE.test(first) && words.length > 1 ? `${first} ${words.at(-1)}` : first;
}
