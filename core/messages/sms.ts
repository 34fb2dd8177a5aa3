import { answersLacking } from '../incident/answers.ts';
import { personName } from '../responder/person-name.ts';
import type { BundleContents, PageContents } from './contents.ts';
import { narrow, SMS_SEPTETS, septets, toGsm7 } from './gsm7.ts';
import { headlineOf } from './headline.ts';
import { momentText } from './moment.ts';
import { previousPagesOf } from './previous-pages.ts';
import { runbooksOf } from './runbooks.ts';
import { framesOf, LAST_KNOWN, remainingSeptets, type Said } from './sms-frames.ts';
import { bundleTitle, summarizeBySeverity } from './summarize-by-severity.ts';
import { truncate, truncateBoth } from './truncate.ts';
import type { Wording } from './wording.ts';

/**
 * The minimum room that leaves twelve characters of the title and of the place, with the marks of
 * their cuts.
 */
const MIN_WORDS = 28;

/**
 * Composes a page about one incident in one SMS part: severity, title, place, time, who was paged
 * before, and the link, which is never cut (up to 100 characters fit). If room is short, the
 * runbook and the service are dropped first, then other parts one by one (`sms-frames.ts`); then
 * title and place are cut.
 */
export function smsText({ incident, order, link }: PageContents, wording: Wording): string {
  const head = headlineOf(incident, wording);
  const [title, where] = [toGsm7(head.title), toGsm7(head.where)];
  const runbook = runbooksOf(incident, wording)[0]?.name;
  const said = {
    head,
    soFar: previousPagesOf(incident, order, wording),
    reason: order.reason,
    link,
    ...answersOf(incident, wording),
  };
  const { whole, bare } = framesOf(
    { ...said, runbook: runbook === undefined ? undefined : toGsm7(runbook) },
    wording,
  );
  for (const [before, between, after] of whole) {
    const text = before + title + between + where + after;
    if (septets(text) <= SMS_SEPTETS) {
      return text;
    }
  }
  const barest = bare.find((frame) => remainingSeptets(frame) >= MIN_WORDS) ?? bare.at(-1);
  const [before, between, after] = barest ?? ['', ' ', ` ${link}`];
  const room = Math.max(MIN_WORDS, remainingSeptets([before, between, after]));
  const [shortTitle, shortWhere] = truncateBoth(narrow(title), narrow(where), room);
  return before + shortTitle + between + shortWhere + after;
}

function answersOf(incident: PageContents['incident'], { config }: Wording): Pick<Said, 'answers'> {
  const { answers } = incident;
  if (answers === undefined || answersLacking(incident) === 0) {
    return {};
  }
  const names = answers.from.map(({ by }) => personName(config, by));
  return { answers: { wanted: answers.wanted, names } };
}

/**
 * Composes a page about several incidents in one SMS part: how many, how severe, the worst by name
 * as far as they fit, and the link to the list.
 */
export function smsBundle({ pages, link }: BundleContents, wording: Wording): string {
  const { config, now } = wording;
  const sorted = summarizeBySeverity(pages, wording);
  const after = ` ${link}`;
  const before = `${bundleTitle(sorted)}: `;
  const room = SMS_SEPTETS - septets(before + after);
  const names = sorted.map(({ head: { title, where, flapping, unconfirmed, direction } }) => {
    const side = direction === undefined ? '' : ` (${direction})`;
    const known = unconfirmed ? LAST_KNOWN : '';
    return narrow(toGsm7(`${title}${side}${flapping ? ' flapping' : ''}, ${where}${known}`));
  });
  const worst = sorted[0]?.head.since;
  const since = worst === undefined ? '' : ` since ${momentText(worst, now, config.timeZone)}`;
  return before + listed(names, since, room) + after;
}

/** Lists as many names as fit, the first even if it must be cut, and a mark if some are missing. */
function listed(names: readonly string[], since: string, room: number): string {
  const [first = '', ...others] = names;
  let text = first + since;
  if (text.length > room) {
    return truncate(first, room);
  }
  for (const [index, name] of others.entries()) {
    const isLast = index === others.length - 1;
    const longer = `${text} ; ${name}`;
    if (longer.length + (isLast ? 0 : 3) > room) {
      return text.length + 3 > room ? text : `${text} ..`;
    }
    text = longer;
  }
  return text;
}
