import type { Action, ActionOutcome } from '#core/incident/action.ts';
import { answersInWords } from '#core/incident/answers.ts';
import type { Incident } from '#core/incident/incident.ts';
import { listTag } from '#core/messages/form-text.ts';
import { headlineOf } from '#core/messages/headline.ts';
import { momentText } from '#core/messages/moment.ts';
import { truncate } from '#core/messages/truncate.ts';
import type { Wording } from '#core/messages/wording.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { AroundAnswer } from './around-answer.ts';
import type { OpenedInbox } from './follow-link.ts';
import { allInParallel } from './in-parallel.ts';
import { type LinkRequest, UNPROVEN } from './link-request.ts';
import type { LinkAnswer, LinkView } from './link-view.ts';
import { inboxPages, wasPaged } from './list-inbox.ts';
import type { LinkSigner, Ports } from './ports.ts';
import { verifyForm } from './sign-form.ts';
import { verifyLink } from './sign-link.ts';

const ACTIONS_AT_ONCE = 10;

/** How many characters of an incident's own words are shown in a line about it. */
const NAME = 60;

/**
 * Carries out an answer on the list of somebody's open incidents. A single one is acknowledged at
 * once. All that were shown are acknowledged after a confirmation, on a page that lists them.
 * Incidents that were not shown are never touched.
 */
export function answerInbox(
  ports: Pick<Ports, 'incidents' | 'links'>,
  config: Config,
  act: (incident: string, action: Action, now: Instant) => Promise<ActionOutcome>,
) {
  const pages = inboxPages(ports, config);
  const acknowledge = acknowledgeAll(ports, config, act);
  return async (
    inbox: OpenedInbox,
    request: LinkRequest | undefined,
    now: Instant,
    around: AroundAnswer,
  ): Promise<LinkView> => {
    const { links } = ports;
    const seen = request && (await verifyForm(links, inbox.token, request.form));
    if (request === undefined || !isOf(request, seen)) {
      return { ...(await pages.list(inbox, now)), answer: UNPROVEN };
    }
    const { action, one, shown, confirmed } = request;
    if (action !== 'acknowledge') {
      const text = 'Not done. From the list an incident can only be acknowledged: open it first.';
      return { ...(await pages.list(inbox, now)), answer: { kind: 'refused', text } };
    }
    if (one === undefined && !confirmed) {
      const question = await pages.question(inbox, await idsOf(links, shown), now);
      return question.items.length > 0
        ? question
        : { ...(await pages.list(inbox, now)), answer: NONE_LEFT };
    }
    const meant = await idsOf(links, one === undefined ? shown : [one]);
    const answer = await acknowledge(inbox, meant, now, around);
    const view = await pages.list(inbox, now);
    return { ...view, answer: one === undefined ? withOthers(answer, view.waiting) : answer };
  };
}

const NONE_LEFT: LinkAnswer = {
  kind: 'already',
  text: 'Nothing changed. None of these needs an answer any more.',
};

/** The incidents that a form names. */
async function idsOf(links: LinkSigner, tokens: readonly string[]): Promise<readonly string[]> {
  const targets = await Promise.all(tokens.map((token) => verifyLink(links, token)));
  return targets.flatMap((target) => (target?.kind === 'page' ? [target.incident] : []));
}

/** Whether the form belongs to a page that showed exactly these incidents. */
function isOf({ one, shown, confirmed }: LinkRequest, seen: string | undefined): boolean {
  if (one !== undefined && !shown.includes(one)) {
    return false;
  }
  return seen === listTag(confirmed ? 'question' : 'list', shown);
}

/**
 * Tells a person who acknowledged everything on the page that more incidents have been opened
 * since.
 */
function withOthers(answer: LinkAnswer, others: number): LinkAnswer {
  if (others === 0) {
    return answer;
  }
  const told =
    others === 1
      ? '1 other was not among them and needs an answer: it is below.'
      : `${others} others were not among them and need an answer: they are below.`;
  return { ...answer, text: `${answer.text} ${told}` };
}

function acknowledgeAll(
  { incidents, links }: Pick<Ports, 'incidents' | 'links'>,
  config: Config,
  act: (incident: string, action: Action, now: Instant) => Promise<ActionOutcome>,
) {
  return async (
    { person }: OpenedInbox,
    ids: readonly string[],
    now: Instant,
    around: AroundAnswer,
  ): Promise<LinkAnswer> => {
    const known = [...(await incidents.load([...new Set(ids)])).values()];
    const theirs = known.filter((incident) => wasPaged(incident, person.id));
    const outcomes = await allInParallel(theirs, ACTIONS_AT_ONCE, async (incident) => ({
      incident,
      ...(await around({ by: person.id, action: 'acknowledge', incident }, () =>
        act(incident.id, { kind: 'acknowledge', by: person.id }, now),
      )),
    }));
    const wording = { config, codeOf: await links.subjectCodes(), now };
    const done = outcomes.filter(({ kind }) => kind === 'done');
    const details = outcomes
      .filter(({ kind }) => kind !== 'done')
      .map(({ incident, text }) => `${nameOf(incident, wording)}: ${text}`);
    const others = details.length > 0 && { details };
    const [first] = done;
    if (first === undefined) {
      return { ...NONE_LEFT, ...others };
    }
    const what = done.length === 1 ? nameOf(first.incident, wording) : `${done.length} incidents`;
    const lacking = done.map((one) => answersInWords(one.incident, config)).filter(Boolean);
    const more = done.length === 1 ? lacking[0] : moreWanted(lacking.length);
    const left = details.length > 0 ? ` ${details.length} needed no answer any more.` : '';
    const text = `You acknowledged ${what} at ${momentText(now, now, config.timeZone)}.${more === undefined ? '' : ` ${more}`}${left}`;
    return { kind: 'done', text, ...others };
  };
}

/** Says that some of several want the answers of others too. */
function moreWanted(incidents: number): string | undefined {
  return incidents === 0 ? undefined : `${incidents} of them want more answers, and page on.`;
}

/** The place comes first, as on the buttons. */
function nameOf(incident: Incident, wording: Wording): string {
  const { where, title } = headlineOf(incident, wording);
  return truncate(`${where}, ${title}`, NAME);
}
