import type { Author } from '#core/actor.ts';
import type { Config, Person } from '#core/config.ts';
import type { Action, ActionOutcome } from '#core/incident/action.ts';
import type { Incident } from '#core/incident/incident.ts';
import { incidentCard, LINK_SILENCE, type LinkAction } from '#core/notification/incident-card.ts';
import { LINK_LIFE, linkTag } from '#core/notification/link.ts';
import { momentText } from '#core/notification/moment.ts';
import type { Wording } from '#core/notification/wording.ts';
import type { Instant } from '#core/time/instant.ts';
import { allInParallel } from './in-parallel.ts';
import type { LinkAnswer, LinkView } from './link-view.ts';
import { listInbox, wasPaged } from './list-inbox.ts';
import type { Ports } from './ports.ts';
import { readLink } from './sign-link.ts';
import { type IncidentSilenced, silenceIncident } from './silence-incident.ts';

type LinkPorts = Pick<Ports, 'incidents' | 'links'>;

type Act = (incident: string, action: Action, now: Instant) => Promise<ActionOutcome>;

/** What a link leads to, and for whom. */
type Opened =
  | { readonly kind: 'incident'; readonly person: Person; readonly incident: Incident }
  | { readonly kind: 'inbox'; readonly person: Person }
  | { readonly kind: 'expired' | 'gone' | 'invalid' };

const ACTIONS_AT_ONCE = 10;

/** What somebody pressed; `confirmed`: that resolving what still fires is meant. */
export interface LinkRequest {
  readonly action: LinkAction;
  readonly confirmed?: boolean;
  /** On the list of several: which of them. */
  readonly incidents?: readonly string[];
}

/** Shows what a link leads to. It changes nothing: mail scanners and previews follow links too. */
export function openLink(ports: LinkPorts, config: Config) {
  const follow = followLink(ports, config);
  const words = wordsFor(ports, config);
  return async (token: string, now: Instant): Promise<LinkView> => {
    const opened = await follow(token, now);
    switch (opened.kind) {
      case 'incident':
        return showIncident(opened.person, opened.incident, await words(now));
      case 'inbox':
        return listInbox(ports, config, opened.person, now);
      default:
        return opened;
    }
  };
}

/**
 * Does what somebody answered through a link, as the person whose link it is, and shows how things
 * stand now. In an inbox it acknowledges those of the named incidents about which that person was
 * paged.
 */
export function answerLink(
  ports: LinkPorts & Parameters<typeof silenceIncident>[0],
  config: Config,
  act: Act,
  newId: () => string,
) {
  const silence = silenceIncident(ports, config);
  const follow = followLink(ports, config);
  const words = wordsFor(ports, config);
  const acknowledge = acknowledgeAll(ports, config, act);
  return async (
    token: string,
    { action, confirmed = false, incidents = [] }: LinkRequest,
    now: Instant,
  ): Promise<LinkView> => {
    const opened = await follow(token, now);
    if (opened.kind === 'inbox') {
      const answer: LinkAnswer =
        action === 'acknowledge'
          ? await acknowledge(opened.person, incidents, now)
          : { kind: 'refused', text: `To ${action} an incident, open it.` };
      const view = await listInbox(ports, config, opened.person, now);
      return { ...view, answer };
    }
    if (opened.kind !== 'incident') return opened;
    const { person, incident } = opened;
    const by = person.id;
    const author: Author = { createdBy: by, byPerson: true };
    const outcome =
      action === 'silence'
        ? await silence(incident.id, { author, lasts: LINK_SILENCE, newId }, now)
        : await act(incident.id, actionOf(action, by, confirmed), now);
    if (outcome.kind === 'not_found') return { kind: 'gone' };
    const view = showIncident(person, outcome.incident, await words(now));
    const answer = answerOf(outcome, action, config, now);
    return outcome.kind === 'unconfirmed' ? { ...view, answer, asks: true } : { ...view, answer };
  };
}

/**
 * A page's link works while its incident is open, and a day in any case; nobody's works once that
 * person has left the config.
 */
function followLink({ incidents, links }: LinkPorts, config: Config) {
  return async (token: string, now: Instant): Promise<Opened> => {
    const target = await readLink(links, token);
    if (target === undefined) return { kind: 'invalid' };
    if (target.kind === 'inbox') {
      const person = Object.values(config.people).find((p) => linkTag(p.id) === target.responder);
      if (person === undefined || now >= target.expiresAt) return { kind: 'expired' };
      return { kind: 'inbox', person };
    }
    const incident = (await incidents.load([target.incident])).get(target.incident);
    if (incident === undefined) return { kind: 'gone' };
    const page = incident.pages.find((p) => linkTag(p.id) === target.page);
    const person = page && config.people[page.responder];
    if (page === undefined || person === undefined) return { kind: 'expired' };
    if (incident.status === 'resolved' && now >= page.at + LINK_LIFE) return { kind: 'expired' };
    return { kind: 'incident', person, incident };
  };
}

function wordsFor({ links }: LinkPorts, config: Config) {
  return async (now: Instant): Promise<Wording> => {
    return { config, codeOf: await links.subjectCodes(), now };
  };
}

function acknowledgeAll({ incidents }: LinkPorts, config: Config, act: Act) {
  return async (person: Person, ids: readonly string[], now: Instant): Promise<LinkAnswer> => {
    const known = [...(await incidents.load([...new Set(ids)])).values()];
    const theirs = known.filter((incident) => wasPaged(incident, person.id));
    const outcomes = await allInParallel(theirs, ACTIONS_AT_ONCE, ({ id }) =>
      act(id, { kind: 'acknowledge', by: person.id }, now),
    );
    const done = outcomes.filter((outcome) => outcome.kind === 'done').length;
    const others = outcomes.length - done;
    const at = momentText(now, now, config.timeZone);
    const text = [
      ...(done > 0 ? [`You acknowledged ${count(done)} at ${at}.`] : []),
      ...(others > 0 ? [`${count(others)} needed no answer any more.`] : []),
      ...(outcomes.length === 0 ? ['There was nothing to acknowledge.'] : []),
    ].join(' ');
    return { kind: done > 0 ? 'done' : 'already', text };
  };
}

function showIncident(person: Person, incident: Incident, wording: Wording) {
  const card = incidentCard(incident, person.id, wording);
  return { kind: 'incident', person: person.name, card } as const;
}

function answerOf(
  outcome: Exclude<ActionOutcome | IncidentSilenced, { kind: 'not_found' }>,
  action: LinkAction,
  config: Config,
  now: Instant,
): LinkAnswer {
  const { kind, text } = outcome;
  if (kind === 'already') return { kind, text: `Nothing changed. ${text}` };
  if (kind === 'refused') return { kind, text: `Not done. ${text}` };
  const at = momentText(now, now, config.timeZone);
  return { kind, text: action === 'acknowledge' ? `You acknowledged at ${at}.` : text };
}

function actionOf(action: Exclude<LinkAction, 'silence'>, by: string, confirmed: boolean): Action {
  return action === 'resolve' && !confirmed
    ? { kind: 'resolve', by, unlessFiring: true }
    : { kind: action, by };
}

function count(incidents: number): string {
  return incidents === 1 ? '1 incident' : `${incidents} incidents`;
}
