import type { Author } from '#core/actor/actor.ts';
import type { Action, ActionOutcome } from '#core/incident/action.ts';
import { answersInWords } from '#core/incident/answers.ts';
import type { Incident } from '#core/incident/incident.ts';
import { answerStateTag } from '#core/messages/form-text.ts';
import { actionsOf, incidentCard, type LinkAction } from '#core/messages/incident-card.ts';
import { momentText } from '#core/messages/moment.ts';
import type { Person } from '#core/responder/person.ts';
import { RESPONDER_SILENCE } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { answerInbox } from './answer-inbox.ts';
import type { AroundAnswer } from './around-answer.ts';
import { followLink, type OpenedIncident } from './follow-link.ts';
import { type LinkRequest, UNPROVEN } from './link-request.ts';
import type { LinkAnswer, LinkView } from './link-view.ts';
import { inboxPages } from './list-inbox.ts';
import type { Ports } from './ports.ts';
import { signForm, verifyForm } from './sign-form.ts';
import { type IncidentSilenced, silenceIncident } from './silence-incident.ts';

type LinkPorts = Pick<Ports, 'incidents' | 'links'>;

type Act = (incident: string, action: Action, now: Instant) => Promise<ActionOutcome>;

type IncidentView = Extract<LinkView, { kind: 'incident' }>;

/**
 * Shows what a link leads to. It changes nothing, because mail scanners and previews follow links
 * too.
 */
export function openLink(ports: LinkPorts, config: Config) {
  const follow = followLink(ports, config);
  const show = showIncident(ports, config);
  const pages = inboxPages(ports, config);
  return async (token: string, now: Instant): Promise<LinkView> => {
    const opened = await follow(token, now);
    switch (opened.kind) {
      case 'incident':
        return show(opened, now);
      case 'inbox':
        return pages.list(opened, now);
      default:
        return opened;
    }
  };
}

/**
 * Carries out what somebody answered through a link, as the person whose link it is, and shows the
 * state after it; `around` is called with each answer that is carried out. A request without a
 * valid form token (`request.form`) changes nothing and shows the page with a fresh token; so does
 * one that is not a form of ours (undefined).
 */
export function answerLink(
  ports: LinkPorts & Parameters<typeof silenceIncident>[0],
  config: Config,
  act: Act,
  newId: () => string,
) {
  const follow = followLink(ports, config);
  const inIncident = answerIncident(ports, config, act, newId);
  const inInbox = answerInbox(ports, config, act);
  return async (
    token: string,
    request: LinkRequest | undefined,
    now: Instant,
    around: AroundAnswer = (_, carryOut) => carryOut(),
  ): Promise<LinkView> => {
    const opened = await follow(token, now);
    switch (opened.kind) {
      case 'incident':
        return inIncident(opened, request, now, around);
      case 'inbox':
        return inInbox(opened, request, now, around);
      default:
        return opened;
    }
  };
}

function answerIncident(
  ports: LinkPorts & Parameters<typeof silenceIncident>[0],
  config: Config,
  act: Act,
  newId: () => string,
) {
  const silence = silenceIncident(ports, config);
  const show = showIncident(ports, config);
  return async (
    opened: OpenedIncident,
    request: LinkRequest | undefined,
    now: Instant,
    around: AroundAnswer,
  ): Promise<LinkView> => {
    const { incident, person, token } = opened;
    const seen = request && (await verifyForm(ports.links, token, request.form));
    if (request === undefined || seen === undefined) {
      return { ...(await show(opened, now)), answer: UNPROVEN };
    }
    const { action } = request;
    const why = whyNot(incident, person, { action, seen, now });
    if (why !== undefined) {
      return {
        ...(await show(opened, now)),
        answer: { kind: 'refused', text: `Not done. ${why}` },
      };
    }
    const by = person.id;
    const author: Author = { createdBy: by, byPerson: true };
    const outcome = await around({ by, action, incident }, () =>
      action === 'silence'
        ? silence(incident.id, { author, lasts: RESPONDER_SILENCE, newId }, now)
        : act(incident.id, actionOf(action, by, request.confirmed, incident), now),
    );
    if (outcome.kind === 'not_found') {
      return { kind: 'gone' };
    }
    const view = await show({ ...opened, incident: outcome.incident }, now);
    const answer = answerOf(outcome, action, config, now);
    return outcome.kind === 'unconfirmed' ? { ...view, answer, asks: true } : { ...view, answer };
  };
}

const CHANGED =
  'It has changed since this page was shown: look how it stands now, and press again if you still mean it.';

/**
 * Returns why an answer must not be applied to a state that has changed since it was shown;
 * undefined if it may. An acknowledgement is never refused for that, and a person may always undo
 * or hand on what is their own.
 */
function whyNot(
  incident: Incident,
  person: Person,
  {
    action,
    seen,
    now,
  }: { readonly action: LinkAction; readonly seen: string; readonly now: Instant },
): string | undefined {
  const { status, acknowledgement } = incident;
  const isTheirs = status === 'acknowledged' && acknowledgement?.by !== person.id;
  const mustBeAsShown =
    action === 'take_over'
      ? isTheirs
      : status !== 'resolved' && (action === 'resolve' || action === 'silence');
  if (!mustBeAsShown) {
    return undefined;
  }
  if (seen !== answerStateTag(incident)) {
    return CHANGED;
  }
  const asked = action === 'silence' ? 'resolve' : action;
  return actionsOf(incident, person.id, now).includes(asked)
    ? undefined
    : 'Somebody else has it: take it over first.';
}

function showIncident({ links }: LinkPorts, config: Config) {
  return async (
    { incident, person, token }: OpenedIncident,
    now: Instant,
  ): Promise<IncidentView> => {
    const wording = { config, codeOf: await links.subjectCodes(), now };
    const card = incidentCard(incident, person.id, wording);
    const form = await signForm(links, token, answerStateTag(incident));
    return { kind: 'incident', person: person.name, card, form };
  };
}

function answerOf(
  outcome: Exclude<ActionOutcome | IncidentSilenced, { kind: 'not_found' }>,
  action: LinkAction,
  config: Config,
  now: Instant,
): LinkAnswer {
  const { kind, text } = outcome;
  if (kind === 'already') {
    return { kind, text: `Nothing changed. ${text}` };
  }
  if (kind === 'refused') {
    return { kind, text: `Not done. ${text}` };
  }
  const at = momentText(now, now, config.timeZone);
  const lacking = answersInWords(outcome.incident, config);
  const more = lacking === undefined ? '' : ` ${lacking}`;
  return { kind, text: action === 'acknowledge' ? `You acknowledged at ${at}.${more}` : text };
}

function actionOf(
  action: Exclude<LinkAction, 'silence'>,
  by: string,
  confirmed: boolean,
  { acknowledgement: taken }: Incident,
): Action {
  if (action === 'resolve' && !confirmed) {
    return { kind: action, by, unlessFiring: true };
  }
  if (action !== 'take_over') {
    return { kind: action, by };
  }
  return { kind: action, by, ...(taken !== undefined && { from: taken.by }) };
}
