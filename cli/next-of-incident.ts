import type { IncidentSummary } from '#api/client/index.ts';
import { describeActor } from '#core/actor/actor.ts';
import { lackingInWords } from '#core/incident/answers.ts';
import { shownTime } from './clocks.ts';

/** What a list and an incident by itself tell alike. */
type Common = Omit<IncidentSummary, 'alerts'>;

/** Formats what an incident has come to, or what happens next if nobody acts. */
export function nextOf(incident: Common, zone: string): string {
  const { status, acknowledgedBy: by, acknowledgedUntil, resolvedAt } = incident;
  if (resolvedAt !== undefined) {
    return `resolved ${shownTime(resolvedAt, zone)}${resolver(incident)}`;
  }
  const silenced = silencedText(incident, zone);
  if (status === 'acknowledged' && by !== undefined) {
    const key = incident.acknowledgedByKey;
    const before = incident.answers?.from.filter((one) => one.by !== by) ?? [];
    const all = [...before, { by, key }].map((one) => describeActor(one)).join(' and ');
    const who = all + (key === undefined ? '' : ',');
    const until = acknowledgedUntil ? ` until ${shownTime(acknowledgedUntil, zone)}` : '';
    return `${who} ${before.length === 0 ? 'has' : 'have'} it${until}${silenced === undefined ? '' : `, ${silenced}`}`;
  }
  const next = silenced ?? deferredText(incident, zone) ?? escalationText(incident, zone);
  return [lackingText(incident), next].filter(Boolean).join(' ');
}

/** Who of several has answered, while more must. */
function lackingText({ answers }: Common): string | undefined {
  return (
    answers &&
    lackingInWords(
      answers.wanted,
      answers.from.map((one) => describeActor(one)),
    )
  );
}

/** Formats what the escalation does next if nobody acts. */
function escalationText(incident: Common, zone: string): string {
  const { escalation, lastStep, nextPageAt, nextPageTo = [] } = incident;
  if (escalation === 'unpaged') {
    return 'pages nobody: the service has no policy for it';
  }
  if (nextPageAt === undefined) {
    return 'pages nobody else by itself';
  }
  const phase = escalation === 'steps' && lastStep ? 'fallback' : escalation;
  const to = nextPageTo.length === 0 ? '' : ` to ${nextPageTo.join(', ')}`;
  return ESCALATION[phase](shownTime(nextPageAt, zone)) + to;
}

const ESCALATION: Readonly<
  Record<Exclude<Common['escalation'], 'unpaged'>, (at: string) => string>
> = {
  waiting: (at) => `pages at ${at}`,
  assigned: (at) => `the policy begins at ${at}`,
  steps: (at) => `escalates at ${at}`,
  fallback: (at) => `the last was paged; in vain at ${at}`,
  exhausted: (at) => `all were paged; begins again at ${at}`,
  nobody: (at) => `reaches nobody now; tries again at ${at}`,
};

/** Until when it waits for the hours of its service, if it does. */
function deferredText({ deferredUntil, nextPageTo = [] }: Common, zone: string) {
  const to = nextPageTo.length === 0 ? '' : ` to ${nextPageTo.join(', ')}`;
  return deferredUntil && `can wait: pages at ${shownTime(deferredUntil, zone)}${to}`;
}

/** What keeps it quiet, if anything does. */
function silencedText(incident: Common, zone: string): string | undefined {
  const { silencedBy: id, silencedUntil, silenceAuthor = `silence ${id}` } = incident;
  const { inhibitedBy: source } = incident;
  if (source !== undefined) {
    return `inhibited by ${source.title} (incident ${source.incident}, rule ${source.rule})`;
  }
  if (id === undefined) {
    return undefined;
  }
  const until = shownTime(silencedUntil, zone);
  return `silenced until ${until} by ${silenceAuthor}${quoted(incident.silenceComment)}`;
}

/** Formats what somebody wrote, after its description. */
export function quoted(comment: string | undefined): string {
  return comment === undefined ? '' : `: "${comment}"`;
}

function resolver({ resolvedBy: by, resolvedByKey: key }: Common): string {
  return by === undefined ? '' : ` by ${describeActor({ by, key })}`;
}
