import { UNCONFIRMED } from '../alert/alert.ts';
import type { PageReason } from '../paging/page.ts';
import { zoneLabel } from '../time/zone-label.ts';
import { SMS_SEPTETS, septets, toGsm7 } from './gsm7.ts';
import type { Headline } from './headline.ts';
import { bareMoment, elapsedText } from './moment.ts';
import type { PreviousPages } from './previous-pages.ts';
import { SHORT_REASON } from './reason.ts';
import type { Wording } from './wording.ts';

/** What stands before the title, between title and place, and after the place. */
export type Frame = readonly [before: string, between: string, after: string];

/** What an SMS about one incident says beside title and place. */
export interface Said {
  readonly head: Headline;
  readonly soFar: PreviousPages;
  readonly reason: PageReason;
  readonly runbook: string | undefined;
  readonly link: string;
}

/** What stands for `UNCONFIRMED` where there is little room. */
export const LAST_KNOWN = ' (last known)';

/** How much of each is said. */
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

/** What goes where room lacks, in this order. */
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

/** What goes where title and place are shortened, so that they keep their least. */
const GOES_LAST: readonly Partial<Kept>[] = [
  { direction: false },
  { doubt: 'none' },
  { again: false },
];

/** From the richest to the barest: `whole` with title and place as they are, `bare` where not. */
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

/** How many septets a frame leaves for title and place. */
export function remainingSeptets([before, between, after]: Frame): number {
  return SMS_SEPTETS - septets(before + between + after);
}

/** All that is kept, and then less by one thing each. */
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
  const direction = kept.direction && head.direction !== undefined ? ` (${head.direction})` : '';
  const service = kept.service && head.service !== head.where ? `, ${toGsm7(head.service)}` : '';
  const runbook = kept.runbook && said.runbook !== undefined ? `Runbook: ${said.runbook}` : '';
  const told = [overIn(head, kept), sinceIn(head, kept, wording), doubtIn(head, kept)].join('');
  return [
    `${head.severity.toUpperCase()} ${againIn(said, kept)}`,
    `${value}${direction}, `,
    `${service}${told}${moreIn(head, kept)}${sentences([...whoIn(said, kept), runbook])} ${link}`,
  ];
}

/** That it is no first page, in front of everything but how bad it is. */
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

/** Why it is paged now, and who was asked before: `Anna, Bo did not answer`. */
function whoIn({ soFar, reason }: Said, { who }: Kept): readonly string[] {
  if (who === 'none') {
    return [];
  }
  const why = who === 'count' ? '' : SHORT_REASON[reason];
  return [
    why,
    people(soFar.declined, 'declined', who),
    people(soFar.silent, 'did not answer', who),
  ];
}

/** What stands behind the first sentence: `. Worse. Anna did not answer`. */
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

/** What stands in front of a name: alone it would call every doctor of a rota the same. */
const TITLE =
  /^(?:dr|prof|pd|mr|mrs|ms|mx|sr|sister|nurse|herr|frau|schwester|pfleger|dott|dra|mme)\.?$/iu;

/** `Anna` of Anna Ek, and `Dr Ek` of Dr Anna Ek. */
function firstName(name: string): string {
  const words = name.split(' ');
  const [first = name] = words;
  return TITLE.test(first) && words.length > 1 ? `${first} ${words.at(-1)}` : first;
}
