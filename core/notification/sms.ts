import { UNCONFIRMED } from '../alert/alert.ts';
import { compareSeverity } from '../alert/severity.ts';
import type { Incident } from '../incident/incident.ts';
import type { BundleContents, PageContents } from './contents.ts';
import { narrow, SMS_SEPTETS, septets, toGsm7 } from './gsm7.ts';
import { type Headline, headlineOf } from './headline.ts';
import { momentText } from './moment.ts';
import { shorten, shortenBoth } from './shorten.ts';
import type { Wording } from './wording.ts';

/** What stands before the title, between title and place, and after the place. */
type Frame = readonly [before: string, between: string, after: string];

/** What stands for `UNCONFIRMED` where there is little room. */
const LAST_KNOWN = ' (last known)';

/**
 * The least room that leaves twelve characters of the title and of the place, with their marks of a
 * cut.
 */
const LEAST_WORDS = 28;

/**
 * One page about one incident in one SMS part: how bad, what, where, since when, and the link,
 * which is never cut (up to 100 characters fit). Where room lacks, first the service goes, then the
 * value, then small words; then title and place are shortened.
 */
export function smsText({ incident, link }: PageContents, wording: Wording): string {
  const { config, now } = wording;
  const head = headlineOf(incident, wording);
  const title = toGsm7(head.title);
  const where = toGsm7(head.where);
  const frames = framesOf(head, link, momentText(head.since, now, config.timeZone));
  for (const [before, between, after] of frames.slice(0, -1)) {
    const text = before + title + between + where + after;
    if (septets(text) <= SMS_SEPTETS) return text;
  }
  const bare = frames.slice(-2).find((frame) => roomIn(frame) >= LEAST_WORDS) ?? frames.at(-1);
  const [before, between, after] = bare ?? ['', ' ', ` ${link}`];
  const room = Math.max(LEAST_WORDS, roomIn([before, between, after]));
  const [shortTitle, shortWhere] = shortenBoth(narrow(title), narrow(where), room);
  return before + shortTitle + between + shortWhere + after;
}

function roomIn([before, between, after]: Frame): number {
  return SMS_SEPTETS - septets(before + between + after);
}

/**
 * Several incidents in one SMS part: how many, how bad, the worst by name as far as they fit, and
 * the link to the list.
 */
export function smsBundle({ incidents, link }: BundleContents, wording: Wording): string {
  const { config, now } = wording;
  const heads = worstFirst(incidents, wording);
  const after = ` ${link}`;
  const before = `${bundleTitle(heads)}: `;
  const room = SMS_SEPTETS - septets(before + after);
  const names = heads.map(({ title, where, flapping, unconfirmed }) =>
    narrow(
      toGsm7(`${title}${flapping ? ' flapping' : ''}, ${where}${unconfirmed ? LAST_KNOWN : ''}`),
    ),
  );
  const since = heads[0] && ` since ${momentText(heads[0].since, now, config.timeZone)}`;
  return before + listed(names, since ?? '', room) + after;
}

/** How many incidents there are, and how many are as bad as the worst. */
export function bundleTitle(heads: readonly Headline[]): string {
  const worst = heads[0]?.severity;
  const asBad = heads.filter((head) => head.severity === worst).length;
  return `Wardbell: ${heads.length} incidents, ${asBad} ${worst}`;
}

/** The headlines of several incidents, the worst and then the longest first. */
export function worstFirst(incidents: readonly Incident[], wording: Wording): readonly Headline[] {
  return incidents
    .map((incident) => headlineOf(incident, wording))
    .sort((a, b) => compareSeverity(a.severity, b.severity) || a.since - b.since);
}

/**
 * From the richest to the barest; the barest has nothing but the link whose septets are not known
 * beforehand, and stands only where a long link leaves no room for words.
 */
function framesOf(head: Headline, link: string, since: string): readonly Frame[] {
  const before = `${head.severity.toUpperCase()} `;
  const value = head.value === undefined ? '' : ` ${toGsm7(head.value)}`;
  const service = head.service === head.where ? '' : `, ${toGsm7(head.service)}`;
  const over = head.flapping ? ' flapping' : head.over ? ` (${head.over})` : '';
  const flaps = head.flapping ? ' flapping' : '';
  const doubt = head.unconfirmed ? ` (${UNCONFIRMED})` : '';
  const last = head.unconfirmed ? LAST_KNOWN : '';
  const more = head.more > 0 ? ` +${head.more} more` : '';
  const few = head.more > 0 ? ` +${head.more}` : '';
  return [
    [before, `${value}, `, `${service}${over} since ${since}${doubt}${more} ${link}`],
    [before, `${value}, `, `${over} since ${since}${doubt}${more} ${link}`],
    [before, `${value}, `, `${over} since ${since}${last}${more} ${link}`],
    [before, ', ', `${over} since ${since}${last}${more} ${link}`],
    [before, ', ', `${flaps} ${since}${last}${few} ${link}`],
    [before, ', ', `${flaps} ${since}${few} ${link}`],
  ];
}

/** As many names as fit, the first even if it must be shortened; a mark where some are missing. */
function listed(names: readonly string[], since: string, room: number): string {
  const [first = '', ...others] = names;
  let text = first + since;
  if (text.length > room) return shorten(first, room);
  for (const [index, name] of others.entries()) {
    const isLast = index === others.length - 1;
    const longer = `${text} ; ${name}`;
    if (longer.length + (isLast ? 0 : 3) > room)
      return text.length + 3 > room ? text : `${text} ..`;
    text = longer;
  }
  return text;
}
