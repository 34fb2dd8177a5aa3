import { groupHash } from '#core/alert/group-key.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import { decideAll } from '#core/incident/decide.ts';
import type { Incident } from '#core/incident/incident.ts';
import { isSweepable, SHORTEST_KEPT } from '#core/incident/sweepable.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideInTurn } from './decide-in-turn.ts';
import { followInhibitors, readInhibitors } from './follow-inhibitors.ts';
import { incidentContext } from './incident-context.ts';
import { loadUndoContext } from './load-undo-context.ts';
import type { IncidentMessage, Ports } from './ports.ts';
import { MAX_CONFLICTS, relayOutbox } from './relay-outbox.ts';
import { toldInWords } from './told-in-words.ts';
import { WriteConflict } from './write-conflict.ts';

/** The outcome of messages, for the log. */
type Handled = 'changed' | 'unchanged';

type IncidentPorts = Pick<
  Ports,
  'subjects' | 'incidents' | 'pages' | 'controls' | 'incidentQueue' | 'pageQueue'
>;

/**
 * Folds the messages of a group (`groupMessages`) into their incident: it loads, decides, saves and
 * relays once for all of them. Throws if the store or a queue fails: the messages are then
 * redelivered, and those already folded change nothing.
 */
export function handleIncidentMessages(ports: IncidentPorts, config: Config) {
  const deliver = relayOutbox(ports);
  const undo = loadUndoContext(ports, config);
  const inhibitorsFor = readInhibitors(ports, config);
  return async (messages: readonly IncidentMessage[], now: Instant): Promise<Handled> => {
    const inhibitors = followInhibitors(ports, config);
    const [first] = messages;
    if (first === undefined) {
      return 'unchanged';
    }
    const inTurn = decideInTurn(ports.incidents);
    for (let race = 0; race < MAX_CONFLICTS; race++) {
      const known = await incidentOf(ports.incidents, first);
      // All of it may be read at once, and somebody waits for a page.
      const [read, undone, counted, believed] = await Promise.all([
        incidentContext(ports, config, known, now),
        undo(known, now),
        countedBefore(ports, known, first, now),
        inhibitorsFor(known, messages),
      ]);
      const context = { ...read, ...undone, ...counted, inhibitors: believed };
      const decision = await inTurn(known, context, (given) => decideAll(known, messages, given));
      if (decision.kind === 'unchanged') {
        if (decision.incident !== undefined) {
          await Promise.all([
            deliver(decision.incident, context),
            inhibitors.raise(known, decision.incident, context, messages),
          ]);
        }
        return 'unchanged';
      }
      // A new episode is a new item, so it replaces no stored version.
      const told = toldInWords(decision.incident, config);
      await inhibitors.lower(known, told, now);
      if ((await ports.incidents.save(told, told.version - 1)) === 'conflict') {
        continue;
      }
      await Promise.all([deliver(told, context), inhibitors.raise(known, told, context, messages)]);
      return 'changed';
    }
    throw new WriteConflict(
      `lost ${MAX_CONFLICTS} races for an incident: the message will be tried again`,
    );
  };
}

/** Handles a single message in the same way. */
export function handleIncidentMessage(ports: IncidentPorts, config: Config) {
  const handle = handleIncidentMessages(ports, config);
  return (message: IncidentMessage, now: Instant): Promise<Handled> => handle([message], now);
}

/**
 * Splits messages, in order, into groups that can be decided together: those about one incident and
 * of one kind. Ends are kept apart from beginnings: pages about what fires are relayed before its
 * end withdraws them, and an end may close the incident that the next beginning would join.
 */
export function groupMessages(
  messages: readonly IncidentMessage[],
): readonly (readonly IncidentMessage[])[] {
  const runs: IncidentMessage[][] = [];
  let current: string | undefined;
  for (const message of messages) {
    const about = kindAndTarget(message);
    if (about === current) {
      runs.at(-1)?.push(message);
    } else {
      runs.push([message]);
    }
    current = about;
  }
  return runs;
}

function kindAndTarget(message: IncidentMessage): string {
  switch (message.kind) {
    case 'transition':
      return `${message.transition.kind} ${message.transition.alert.groupKey}`;
    case 'acknowledged_by_sender':
      return `acknowledged ${message.groupKey}`;
    case 'look':
      return `look ${message.incident}`;
  }
}

/**
 * How far a group had counted, of which no incident is stored, or an old one that a sweep may have
 * left behind of several. That is asked after the incident was: a sweep notes the number before it
 * removes one.
 */
async function countedBefore(
  { controls }: IncidentPorts,
  known: Incident | undefined,
  message: IncidentMessage,
  now: Instant,
): Promise<Pick<IncidentContext, 'sweptEpisode'>> {
  const mayBeSwept = known === undefined || isSweepable(known, now - SHORTEST_KEPT);
  if (!mayBeSwept || message.kind !== 'transition') {
    return {};
  }
  return {
    sweptEpisode: await controls.sweptEpisode(groupHash(message.transition.alert.groupKey)),
  };
}

async function incidentOf(
  incidents: Ports['incidents'],
  message: IncidentMessage,
): Promise<Incident | undefined> {
  switch (message.kind) {
    case 'transition':
      return incidents.latest(message.transition.alert.groupKey);
    case 'acknowledged_by_sender':
      return incidents.latest(message.groupKey);
    case 'look':
      return (await incidents.load([message.incident])).get(message.incident);
  }
}
