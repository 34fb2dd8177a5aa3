import type { Alert } from '#core/alert/alert.ts';
import { chunks } from '#core/collections/chunks.ts';
import { alertItemId } from '#core/evaluation/alert-item.ts';
import type { Entry } from '#core/evaluation/entry.ts';
import { firingAlert, phaseOf } from '#core/evaluation/kinds.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { failedIncidentOf } from '#core/incident/escalation-failure.ts';
import type { Incident } from '#core/incident/incident.ts';
import { END_OF_TIME, type Instant } from '#core/time/instant.ts';
import { inParallel } from './in-parallel.ts';
import type { IncidentMessage, Ports } from './ports.ts';
import { SUBJECTS_AT_ONCE } from './subject-saving.ts';
import { transitionMessage } from './transition-message.ts';

type ReassertPorts = Pick<Ports, 'subjects' | 'incidents' | 'incidentQueue'>;

/** What was found to be reasserted. */
interface ToldAgain {
  /** Subjects with firing alerts: the clock reasserts them at its next tick. */
  readonly firing: number;
  /** Alerts whose end has not reached their incident. */
  readonly ended: number;
}

/** How many subjects are read at once. */
const CHUNK = 500;

/**
 * Recovers from the loss of the incident queue and its messages. Firing alerts become due to be
 * reasserted at once instead of within 15 minutes. The end of an alert, which nobody would send
 * again, is read from the current state of its subject. Pages and incidents need nothing: they are
 * due until their outcome is on record.
 */
export function reassertAlerts(ports: ReassertPorts) {
  return async (now: Instant): Promise<ToldAgain> => {
    const found = await ports.subjects.dueBefore(END_OF_TIME, Number.POSITIVE_INFINITY);
    let firing = 0;
    for (const some of chunks(found, CHUNK)) {
      firing += await makeDue(
        ports,
        some.map(({ id }) => id),
        now,
      );
    }
    const messages = await unheardEnds(ports, await ports.incidents.open(), now);
    await ports.incidentQueue.send(messages);
    return { firing, ended: messages.length };
  };
}

/** A lost race means that the subject has just been reconciled. */
async function makeDue(
  { subjects }: ReassertPorts,
  ids: readonly string[],
  now: Instant,
): Promise<number> {
  const states = [...(await subjects.load(ids)).values()].filter(isFiring);
  await inParallel(states, SUBJECTS_AT_ONCE, (state) =>
    subjects.save(
      {
        ...state,
        series: Object.fromEntries(
          Object.entries(state.series).map(([key, entry]) => [key, untold(entry)]),
        ),
        due: now,
        version: state.version + 1,
      },
      state.version,
    ),
  );
  return states.length;
}

function untold<E extends Entry>(entry: E): E {
  const { assertedAt: _, ...rest } = entry;
  return rest as E;
}

function isFiring({ series }: SubjectState): boolean {
  return Object.values(series).some((entry) => phaseOf(entry) === 'firing');
}

async function unheardEnds(
  { subjects, incidents }: ReassertPorts,
  open: readonly Incident[],
  now: Instant,
): Promise<{ body: IncidentMessage; deduplication: string }[]> {
  const held = open.flatMap(({ alerts }) =>
    Object.values(alerts).filter(({ status }) => status === 'firing'),
  );
  const items = [...new Set(held.map(({ alert }) => alertItemId(alert)))];
  const states = new Map<string, SubjectState>();
  for (const some of chunks(items, CHUNK)) {
    for (const [id, state] of await subjects.load(some)) {
      states.set(id, state);
    }
  }
  // An incident's own escalation failure is stored in no subject.
  const distressed = held.flatMap(({ alert }) => failedIncidentOf(alert) ?? []);
  const tellers = await incidents.load([...new Set(distressed)]);
  const goesOn = (alert: Alert) => {
    const teller = failedIncidentOf(alert);
    return teller === undefined
      ? fires(states.get(alertItemId(alert)), alert)
      : tellers.get(teller)?.distress?.over === false;
  };
  return held
    .filter(({ alert }) => !goesOn(alert))
    .map(({ alert, seq }) =>
      transitionMessage({
        kind: 'resolved',
        alert,
        seq: Math.max(seq + 1, now),
        at: now,
        reason: 'recovered',
      }),
    );
}

function fires(state: SubjectState | undefined, { fingerprint }: Alert): boolean {
  return Object.values(state?.series ?? {}).some(
    (entry) => firingAlert(entry)?.fingerprint === fingerprint,
  );
}
