import { describeRecordedAuthor } from '../actor/actor.ts';
import { escalationStages } from '../escalation/stages.ts';
import { howResolved } from '../incident/answered.ts';
import { answersInWords } from '../incident/answers.ts';
import { actorNameOf } from '../incident/context.ts';
import { policyOf } from '../incident/escalate.ts';
import { flappingThreshold, isFlapping } from '../incident/flapping.ts';
import {
  acknowledgedBy,
  deferredUntil,
  type Incident,
  runningInhibition,
  runningSilence,
} from '../incident/incident.ts';
import { pagesAgainAt } from '../incident/next-pages.ts';
import type { Config } from '../team/config.ts';
import { formatDuration } from '../time/duration.ts';
import type { Duration, Instant } from '../time/instant.ts';
import { momentText } from './moment.ts';

/** Describes the state of the incident in one sentence. */
export function stateText(incident: Incident, config: Config, now: Instant): string {
  const at = (moment: Instant) => momentText(moment, now, config.timeZone);
  const { resolvedAt } = incident;
  const quietText = whyQuiet(incident, now, at);
  const taken = acknowledgedBy(incident);
  if (incident.status === 'resolved') {
    return resolvedAt === undefined
      ? 'Resolved.'
      : `Resolved at ${at(resolvedAt)}${howResolved(incident, config)}.`;
  }
  if (taken !== undefined) {
    const by = takenBy(incident, taken, config);
    const who = taken.key === undefined ? by : `${by},`;
    const verb = taken.kind === 'snoozed' ? 'Snoozed' : 'Acknowledged';
    const until = taken.until === undefined ? '' : `, until ${at(taken.until)}`;
    const quiet = quietText === undefined ? '' : ` ${quietText}`;
    return `${verb} by ${who} at ${at(taken.at)}${until}.${quiet}`;
  }
  const deferred = deferredUntil(incident);
  const unanswered =
    deferred === undefined
      ? (answersInWords(incident, config) ?? 'Nobody has taken responsibility yet.')
      : `It can wait, and does so until the hours of the service begin at ${at(deferred)}.`;
  return quietText ?? unanswered;
}

/** Names all who have answered, where several had to; the last of them acknowledged it. */
function takenBy(
  { answers }: Incident,
  taken: NonNullable<Incident['acknowledgement']>,
  config: Config,
): string {
  const before = answers?.from.filter(({ by }) => by !== taken.by) ?? [];
  const all = taken.kind === 'snoozed' ? [taken] : [...before, taken];
  return all.map((one) => actorNameOf(config, one)).join(' and ');
}

/** What keeps it quiet, in a sentence. A title may leave in a page, as the source's own. */
function whyQuiet(
  incident: Incident,
  now: Instant,
  at: (moment: Instant) => string,
): string | undefined {
  const silenced = runningSilence(incident, now);
  const inhibited = runningInhibition(incident, now);
  return silenced === undefined
    ? inhibited && `Inhibited by ${inhibited.source.title} (incident ${inhibited.incident}).`
    : silencedText(silenced, at);
}

type Silenced = NonNullable<Incident['silenced']>;

function silencedText({ until, setBy }: Silenced, at: (moment: Instant) => string): string {
  const by = setBy === undefined ? '' : ` by ${describeRecordedAuthor(setBy)}`;
  return `Silenced until ${at(until)}${by}.`;
}

/** Describes what happens next if nobody acts, in a sentence or two. */
export function nextText(incident: Incident, config: Config, now: Instant): string {
  const next = nextPage(incident, config, now);
  const quiet = flappingThreshold(config, incident.service)?.quiet;
  if (quiet === undefined) {
    return next;
  }
  if (incident.status === 'resolved') {
    return incident.resolvedBy === undefined
      ? `It pages nobody any more. If it comes back within ${formatDuration(quiet)}, it opens again.`
      : next;
  }
  return isFlapping(incident) ? `${next} ${flapsUntil(quiet)}` : next;
}

function flapsUntil(quiet: Duration): string {
  return `It comes and goes, and is not over before it has been quiet for ${formatDuration(quiet)}.`;
}

function nextPage(incident: Incident, config: Config, now: Instant): string {
  const at = (moment: Instant) => momentText(moment, now, config.timeZone);
  const silenced = runningSilence(incident, now);
  if (incident.undo !== undefined && now < incident.undo.until) {
    return `That can be undone until ${at(incident.undo.until)}. What still fires then pages again.`;
  }
  if (incident.status === 'resolved') {
    return 'It pages nobody any more. What fires from now on opens a new incident.';
  }
  if (incident.status === 'acknowledged') {
    const again = pagesAgainAt(incident);
    const unless =
      silenced === undefined
        ? 'unless something new begins or it becomes worse'
        : 'unless something begins that is not silenced, or it is worse when the silence ends';
    return again === undefined
      ? `Nobody is paged, ${unless}.`
      : `Nobody is paged before ${at(again)}, ${unless}. If it is not resolved by then, it pages again.`;
  }
  if (runningInhibition(incident, now) !== undefined) {
    return 'Nobody is paged while what inhibits it fires. If it still holds then, it pages.';
  }
  if (silenced !== undefined) {
    return `Nobody is paged while it is silenced. If it still holds at ${at(silenced.until)}, it pages again.`;
  }
  const deferred = deferredUntil(incident);
  if (deferred !== undefined) {
    return `Nobody is paged before ${at(deferred)}, unless it becomes worse. If it is open then, it pages.`;
  }
  const { phase, nextAt } = incident.escalation;
  if (phase === 'unpaged') {
    return 'Nobody else is paged: the service pages nobody for this severity.';
  }
  if (nextAt === undefined) {
    return 'Nobody else is paged automatically.';
  }
  const nobody = incident.answers?.from.length ? 'nobody else' : 'nobody';
  const stands = phase === 'steps' && isLastStop(incident, config) ? 'fallback' : phase;
  return PHASES[stands](at(nextAt), nobody);
}

/** Whether nothing follows in the policy: neither a step, nor a repeat, nor the fallback. */
export function isLastStop(incident: Incident, config: Config): boolean {
  const policy = policyOf(incident, config);
  if (policy === 'unpaged' || policy === 'unknown') {
    return false;
  }
  const after = escalationStages(policy, incident.severity).slice(incident.escalation.position + 1);
  return after.every(({ isOfOthers }) => isOfOthers);
}

const PHASES: Readonly<
  Record<
    Exclude<Incident['escalation']['phase'], 'unpaged'>,
    (at: string, nobody: string) => string
  >
> = {
  waiting: (at) => `It pages at ${at}.`,
  assigned: (at, nobody) =>
    `If ${nobody} takes responsibility by ${at}, the escalation policy begins.`,
  steps: (at, nobody) => `If ${nobody} takes responsibility by ${at}, it escalates further.`,
  fallback: (at, nobody) =>
    `The last in the policy was paged. If ${nobody} takes responsibility by ${at}, everybody was asked in vain.`,
  exhausted: (at, nobody) =>
    `Everybody in the policy was paged. If ${nobody} takes responsibility by ${at}, it begins again.`,
  nobody: (at) => `The policy reaches nobody at this hour. It tries again at ${at}.`,
};
