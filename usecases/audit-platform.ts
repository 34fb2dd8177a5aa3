import { CANARY } from '#core/canary.ts';
import type { Config } from '#core/config.ts';
import { groupKey } from '#core/incident/group-key.ts';
import type { Incident } from '#core/incident/incident.ts';
import { formatDuration } from '#core/time/duration.ts';
import { DAY, type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { oldestDue } from './oldest-due.ts';
import type { DeadLetters, Ports } from './ports.ts';

/** Something that is wrong with the platform itself. `text` says what, and what to do; it names no subject. */
export type PlatformFinding =
  | { readonly kind: 'late'; readonly text: string }
  | { readonly kind: 'stalled'; readonly text: string; readonly incident: string }
  | { readonly kind: 'dead_letters'; readonly text: string; readonly queue: string }
  | { readonly kind: 'canary'; readonly text: string };

/** What an audit found, and the figures it came by. */
export interface PlatformAudit {
  readonly findings: readonly PlatformFinding[];
  readonly oldestDue: Duration;
  /** Incidents that nobody has answered yet, the canary's not counted. */
  readonly unacknowledged: number;
}

type AuditPorts = Pick<Ports, 'subjects' | 'incidents' | 'pages'> & {
  readonly deadLetters: DeadLetters;
};

/** The clock comes every 10 s: what has waited for so long was missed many times. */
const LATE_AFTER: Duration = 2 * MINUTE;

/** The canary comes every 5 minutes: this is three in a row. */
const CANARY_WITHIN: Duration = 15 * MINUTE;

/** Looks whether everything that must happen later will happen. Whoever calls it again and again keeps it: it remembers what it need not read again. */
export function auditPlatform({ deadLetters, ...ports }: AuditPorts, config: Config) {
  const waited = oldestDue(ports);
  const stalled = stalledIncidents(ports.incidents);
  return async (now: Instant): Promise<PlatformAudit> => {
    const [longest, open, stopped, letters, canary] = await Promise.all([
      waited(now),
      ports.incidents.open(),
      stalled(now),
      deadLetters.count(),
      newestCanary(ports.incidents, config),
    ]);
    const findings = [
      ...(longest > LATE_AFTER ? [late(longest)] : []),
      ...stopped.map(stalledFinding),
      ...letters.filter(({ messages }) => messages > 0).map(deadLettersFinding),
      ...(canary !== 'none' && now - canary > CANARY_WITHIN ? [canaryFinding(canary, now)] : []),
    ];
    const unanswered = open.filter((i) => i.status === 'triggered' && i.service !== CANARY.id);
    return { findings, oldestDue: longest, unacknowledged: unanswered.length };
  };
}

/** Reading every incident of two days each minute would cost more than all the rest of an idle platform; what was found is looked at each time. */
const SEARCH_EVERY: Duration = 10 * MINUTE;

/** Far above what a day brings, so that a search ends. */
const MOST_PER_DAY = 5_000;

/** Unresolved incidents of yesterday and today that are never due again. They are not in the index of due items, so they are looked for by day. */
function stalledIncidents(incidents: Ports['incidents']) {
  let found: readonly string[] = [];
  let nextSearch = Number.NEGATIVE_INFINITY;
  return async (now: Instant): Promise<readonly Incident[]> => {
    if (now >= nextSearch) {
      const today = await incidents.openedOn(now, MOST_PER_DAY);
      const yesterday = await incidents.openedOn(now - DAY, MOST_PER_DAY);
      found = [...today, ...yesterday].filter(isStalled).map(({ id }) => id);
      nextSearch = now + SEARCH_EVERY;
    }
    return [...(await incidents.load(found)).values()].filter(isStalled);
  };
}

function isStalled({ status, due }: Incident): boolean {
  return status !== 'resolved' && due === undefined;
}

/** When the canary's newest incident was opened: 0 for never, and `none` where the config has no canary. */
async function newestCanary(
  incidents: Ports['incidents'],
  { services }: Config,
): Promise<Instant | 'none'> {
  const { id, subject, metric } = CANARY;
  const service = services[id];
  if (service === undefined) return 'none';
  const alert = { subject, rule: id, metric, severity: 'critical', labels: {} } as const;
  const key = groupKey(service.id, service.groupBy, alert);
  return (await incidents.latest(key))?.openedAt ?? 0;
}

function late(longest: Duration): PlatformFinding {
  return {
    kind: 'late',
    text: `Something has been due for ${formatDuration(longest)} and nobody has looked at it; the clock comes every 10 s. See the errors of the function clock, and of incident and page, to whom it hands things.`,
  };
}

function stalledFinding({ id, status }: Incident): PlatformFinding {
  return {
    kind: 'stalled',
    incident: id,
    text: `Incident ${id} is ${status} and nothing will ever look at it again. Whatever is done to it wakes it, e.g. "wardbell escalate ${id}".`,
  };
}

function deadLettersFinding({
  queue,
  messages,
}: Awaited<ReturnType<DeadLetters['count']>>[number]): PlatformFinding {
  return {
    kind: 'dead_letters',
    queue,
    text: `${messages === 1 ? 'A message' : `${messages} messages`} that could not be handled ${messages === 1 ? 'lies' : 'lie'} in ${queue}. See the errors of the function behind it; once they are mended, move it back (redrive).`,
  };
}

function canaryFinding(openedAt: Instant, now: Instant): PlatformFinding {
  const since =
    openedAt === 0 ? 'never' : `${formatDuration(now - openedAt)} ago for the last time`;
  return {
    kind: 'canary',
    text: `The canary's breach became an incident ${since}; it does every 5 minutes where samples become pages. See the errors of the functions canary, ingest and incident.`,
  };
}
