import { groupHash, groupKey } from '#core/alert/group-key.ts';
import { CANARY } from '#core/canary/canary.ts';
import type { DeadLetterCount } from '#core/health/check-report.ts';
import { type Incident, incidentId } from '#core/incident/incident.ts';
import type { Config } from '#core/team/config.ts';
import { clockStepBack } from '#core/time/clock-skew.ts';
import { formatDuration } from '#core/time/duration.ts';
import { DAY, type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { noteUnreadableControls, type UnreadableName, UnreadableNames } from './list-unreadable.ts';
import { oldestDue } from './oldest-due.ts';
import { openedOn } from './opened-on.ts';
import type { DeadLetters, OnUnreadable, Ports, UnreadableDocument } from './ports.ts';

/**
 * Something that is wrong with the platform itself. `text` says what it is and what to do; it names
 * no subject.
 */
export type PlatformFinding =
  | { readonly kind: 'late'; readonly text: string }
  | { readonly kind: 'stalled'; readonly text: string; readonly incident: string }
  | {
      readonly kind: 'unreadable';
      readonly text: string;
      readonly stored: string;
      readonly id: string;
    }
  | { readonly kind: 'dead_letters'; readonly text: string; readonly queue: string }
  | {
      readonly kind: 'canary';
      readonly text: string;
      /** The newest incident concerned, which no list shows, if there is one. */
      readonly incident?: string;
    };

/** The findings of an audit, and the figures that it is based on. */
export interface PlatformAudit {
  readonly findings: readonly PlatformFinding[];
  readonly oldestDue: Duration;
  /** The number of incidents that nobody has answered yet, without the canary's. */
  readonly unacknowledged: number;
  readonly deadLetters: readonly DeadLetterCount[];
}

type AuditPorts = Pick<Ports, 'subjects' | 'incidents' | 'pages' | 'controls'> & {
  readonly deadLetters: DeadLetters;
};

/** The clock ticks every 20 s: what has been due for this long was missed many times. */
const LATE_AFTER: Duration = 2 * MINUTE;

/** The canary runs every 5 minutes: this is three runs in a row. */
const CANARY_WITHIN: Duration = 15 * MINUTE;

/**
 * Checks whether everything that must happen later will happen. Keep the returned function and call
 * it repeatedly: it caches what need not be read again.
 */
export function auditPlatform({ deadLetters, ...ports }: AuditPorts, config: Config) {
  const waited = oldestDue(ports);
  const searched = searchStores(ports);
  return async (now: Instant): Promise<PlatformAudit> => {
    const unreadable = new UnreadableNames();
    const [longest, open, stopped, letters, canary] = await Promise.all([
      waited(now),
      ports.incidents.open(unreadable.note),
      searched(now, unreadable.note),
      deadLetters.count(),
      silentCanary(ports, config, now),
    ]);
    const findings = [
      ...(longest > LATE_AFTER ? [late(longest)] : []),
      ...unreadable.all().map(unreadableFinding),
      ...stopped.map(stalledFinding),
      ...letters.filter(({ messages }) => messages > 0).map(deadLettersFinding),
      ...(canary === undefined ? [] : [canary]),
    ];
    const unanswered = open.filter((i) => i.status === 'triggered' && i.service !== CANARY.id);
    const unacknowledged = unanswered.length;
    return { findings, oldestDue: longest, unacknowledged, deadLetters: letters };
  };
}

/**
 * Reading all incidents of two days each minute would cost more than the rest of an idle platform.
 * What was found is checked each time.
 */
const SEARCH_EVERY: Duration = 10 * MINUTE;

/**
 * Finds unresolved incidents that are never due again. They are not in the due index, so they are
 * searched among the incidents opened yesterday and today, and remembered for as long as they are
 * stalled. An instance that starts anew does not find older ones. What of those days, and of what
 * people have set, cannot be read is told each time.
 */
function searchStores({ incidents, controls }: Pick<Ports, 'incidents' | 'controls'>) {
  let known: readonly string[] = [];
  let unreadable: readonly UnreadableDocument[] = [];
  let nextSearch = Number.NEGATIVE_INFINITY;
  return async (now: Instant, onUnreadable: OnUnreadable): Promise<readonly Incident[]> => {
    // After the clock went back, the check must not wait until it has caught up.
    if (now >= nextSearch || now < nextSearch - SEARCH_EVERY) {
      const found: string[] = [];
      const hidden: UnreadableDocument[] = [];
      const note: OnUnreadable = (document) => hidden.push(document);
      await noteUnreadableControls(controls, note);
      for (const day of [now, now - DAY]) {
        for await (const some of openedOn(incidents, day, undefined, note)) {
          found.push(...some.filter(isStalled).map(({ id }) => id));
        }
      }
      known = [...new Set([...known, ...found])];
      unreadable = hidden;
      nextSearch = now + SEARCH_EVERY;
    }
    unreadable.forEach(onUnreadable);
    const stalled = [...(await incidents.load(known)).values()].filter(isStalled);
    known = stalled.map(({ id }) => id);
    return stalled;
  };
}

function isStalled({ status, due }: Incident): boolean {
  return status !== 'resolved' && due === undefined;
}

/**
 * Reports if none of the canary's last breaches has become a page that SNS accepted; undefined if
 * one has, or if the config has no canary. Regions share the tables and so the canary's incidents:
 * a page of either Region satisfies both.
 */
async function silentCanary(
  { incidents, pages }: Pick<Ports, 'incidents' | 'pages'>,
  { services }: Config,
  now: Instant,
): Promise<PlatformFinding | undefined> {
  const { id, subject, metric } = CANARY;
  const service = services[id];
  if (service === undefined) {
    return undefined;
  }
  const alert = { subject, rule: id, metric, severity: 'critical', labels: {} } as const;
  const key = groupKey(service.id, service.groupBy, alert);
  const newest = await incidents.latest(key);
  // The newest may still be under way: then one of those before it must have been paged.
  let looked = newest;
  while (looked !== undefined && isRecent(looked, now)) {
    const records = await pages.load(looked.pages.map((page) => page.id));
    if ([...records.values()].some(({ status }) => status === 'sent')) {
      return undefined;
    }
    const before = incidentId(groupHash(key), looked.episode - 1);
    looked = (await incidents.load([before])).get(before);
  }
  return canaryFinding(newest, now);
}

/**
 * How long ago an incident was opened is unknown if the clock went back since; the canary opens
 * another one soon.
 */
function isRecent({ openedAt }: Incident, now: Instant): boolean {
  return clockStepBack(openedAt, now) === 0 && now - openedAt <= CANARY_WITHIN;
}

function late(longest: Duration): PlatformFinding {
  return {
    kind: 'late',
    text: `Something has been due for ${formatDuration(longest)} and nobody has looked at it; the clock comes every 20 s. See the errors of the function clock, and of incident and page, to whom it hands things.`,
  };
}

function stalledFinding({ id, status }: Incident): PlatformFinding {
  return {
    kind: 'stalled',
    incident: id,
    text: `Incident ${id} is ${status} and nothing will ever look at it again. Whatever is done to it wakes it, e.g. "npx --no-install wardbell escalate ${id}".`,
  };
}

function unreadableFinding({ kind, id }: UnreadableName): PlatformFinding {
  const effect = kind === 'incidents' ? 'nobody is paged about it' : 'it does not count';
  return {
    kind: 'unreadable',
    stored: kind,
    id,
    text: `${DOCUMENTS[kind] ?? kind} ${id} is stored and cannot be read: ${effect}, and lists leave it out. The error "something stored cannot be read and does not count" in the logs has the reason. During a rollout the later version may have stored it, and then it is over in minutes; otherwise correct the item, or restore it from the table's point-in-time recovery or from a copy of the folder.`,
  };
}

const DOCUMENTS: Readonly<Record<string, string>> = {
  incidents: 'Incident',
  silences: 'Silence',
  overrides: 'Override',
  absences: 'Absence',
  exchanges: 'Exchange',
  keys: 'Key',
};

function deadLettersFinding({ queue, messages }: DeadLetterCount): PlatformFinding {
  return {
    kind: 'dead_letters',
    queue,
    text: `${messages === 1 ? 'A message' : `${messages} messages`} that could not be handled ${messages === 1 ? 'lies' : 'lie'} in ${queue}. See the errors of the function behind it; once they are mended, move it back (redrive).`,
  };
}

function canaryFinding(newest: Incident | undefined, now: Instant): PlatformFinding {
  const late = newest === undefined || !isRecent(newest, now);
  const last =
    newest && `${formatDuration(Math.max(0, now - newest.openedAt))} ago, incident ${newest.id}`;
  return {
    kind: 'canary',
    ...(newest !== undefined && { incident: newest.id }),
    text: `No page has gone out to the canary for ${formatDuration(CANARY_WITHIN)}; one does every 5 minutes where samples become pages. Its last breach became an incident ${last ?? 'never'}. See the errors of the functions ${late ? 'canary, ingest and incident' : 'incident and page'}.`,
  };
}
