import { groupHash, groupKey } from '#core/alert/group-key.ts';
import { CANARY, REHEARSED, rehearsalSubject } from '#core/canary/canary.ts';
import { own } from '#core/collections/own.ts';
import {
  type Incident,
  type IncidentPage,
  incidentId,
  parseIncidentId,
} from '#core/incident/incident.ts';
import { isSweepable, SHORTEST_KEPT } from '#core/incident/sweepable.ts';
import type { Config } from '#core/team/config.ts';
import { FIRST_DAY } from '#core/time/first-day.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import type { OpenedAt, Ports, SweepProgress } from './ports.ts';
import { type SweptControls, sweepControls } from './sweep-controls.ts';
import { sweepSessions } from './sweep-sessions.ts';

type SweepPorts = Pick<
  Ports,
  'incidents' | 'pages' | 'mailboxes' | 'controls' | 'sessions' | 'trends'
>;

/** What a step removed; `more`: that another step has something to do at once. */
export interface Swept extends SweptControls {
  readonly incidents: number;
  readonly pages: number;
  /** Of people who had signed in. */
  readonly sessions: number;
  /** Of trends, where the store removes none by itself. */
  readonly points: number;
  readonly more: boolean;
}

/** What one step removes at most, in items, and looks at, in days and in incidents. */
const MAX_ITEMS = 200;
const MAX_DAYS = 25;
/** Points are small, and removed by one call, which SQLite does in a tenth of a second. */
const MAX_POINTS = 10_000;
const PAGE = 50;

/**
 * Removes a little of what the config keeps no longer. It takes its bearings from the stores alone,
 * and removes what hangs on an incident before the incident itself: a step that stops half-way, or
 * runs twice at once, leaves nothing behind that no later step finds.
 */
export function sweep(ports: SweepPorts, config: Config) {
  const { retention, services, access } = config;
  const sweepSet = sweepControls(ports, config);
  const sweepEnded = sweepSessions(ports, access);
  const remove = removeIncident(ports, config);
  const sweepOld = sweepIncidents(ports, remove);
  return async (now: Instant): Promise<Swept> => {
    const limit = (kept: Duration | null) => (kept === null ? undefined : now - kept);
    const controls = await sweepSet(now, MAX_ITEMS);
    const sessions = await sweepEnded(now, MAX_ITEMS);
    const points = await ports.trends.removeExpired(now, MAX_POINTS);
    const budget = { items: MAX_ITEMS, pages: 0, incidents: 0 };
    if (services[CANARY.id] !== undefined) {
      // Hundreds a day, which tell nobody anything later.
      await sweepCanary(ports, remove, now - SHORTEST_KEPT, budget);
    }
    const isDone = await sweepOld(limit(retention.incidents), budget);
    const isFull =
      budget.items <= 0 ||
      points === MAX_POINTS ||
      [...Object.values(controls), sessions].includes(MAX_ITEMS);
    const { incidents, pages } = budget;
    return { ...controls, sessions, points, incidents, pages, more: !isDone || isFull };
  };
}

/**
 * The same for a clock that ticks more often than that is worth: a step a minute while there is
 * something to do, and otherwise a look each hour. Undefined where it is not the time.
 */
export function sweepByTheClock(ports: SweepPorts, config: Config) {
  const step = sweep(ports, config);
  let last: Instant | undefined;
  let rest = 0;
  return async (now: Instant): Promise<Swept | undefined> => {
    // A clock that went back does not keep it waiting.
    if (last !== undefined && now >= last && now < last + rest) {
      return undefined;
    }
    last = now;
    rest = MINUTE;
    const swept = await step(now);
    rest = swept.more ? MINUTE : HOUR;
    return swept;
  };
}

/** What is left of a step, and what it has removed. */
interface Budget {
  items: number;
  pages: number;
  incidents: number;
}

/** Takes the next days of a round; tells whether the round is over, or none is needed. */
function sweepIncidents({ controls, incidents }: SweepPorts, remove: RemoveIncident) {
  return async (limit: Instant | undefined, budget: Budget): Promise<boolean> => {
    if (limit === undefined) {
      return true;
    }
    const stored = await controls.sweepProgress();
    const known = stored ?? { from: FIRST_DAY, until: FIRST_DAY };
    if (known.at === undefined && limit < known.until + DAY) {
      return true;
    }
    let {
      from,
      until,
      at = { day: from },
    }: SweepProgress = known.at ? known : { from: known.from, until: limit };
    // Kept for longer than when the round began: whatever is younger stays.
    until = Math.min(until, limit);
    for (let days = 0; at.day <= until && days < MAX_DAYS && budget.items > 0; days++) {
      let isHidden = false;
      const found = await incidents.openedOn(at.day, PAGE, at.after, () => {
        isHidden = true;
      });
      // One that cannot be read may be mended: the next round comes back to its day.
      const left = (await removeAll(remove, found, until, budget)) || isHidden;
      const last = found.at(-1);
      // A day that somebody must come back for is where the next round begins.
      const isClear = !left && at.after === undefined && found.length < PAGE;
      if (isClear && from === at.day) {
        from += DAY;
      }
      if (budget.items <= 0) {
        break;
      }
      at = found.length === PAGE && last ? { day: at.day, after: last } : { day: at.day + DAY };
    }
    const isOver = at.day > until;
    const place = at.after === undefined ? at : { ...at, after: placeOf(at.after) };
    await controls.putSweepProgress({ from, until, ...(!isOver && { at: place }) });
    return isOver;
  };
}

function placeOf({ openedAt, id }: OpenedAt): OpenedAt {
  return { openedAt, id };
}

/** Removes those that may go, as many as there is room for; tells whether any stays. */
async function removeAll(
  remove: RemoveIncident,
  found: readonly Incident[],
  limit: Instant,
  budget: Budget,
): Promise<boolean> {
  const old = found.filter((incident) => isSweepable(incident, limit));
  let stays = old.length < found.length;
  for (const incident of old) {
    stays = !(await remove(incident, budget)) || stays;
    if (budget.items <= 0) {
      return true;
    }
  }
  return stays;
}

type RemoveIncident = (incident: Incident, budget: Budget) => Promise<boolean>;

/**
 * Removes an incident, or as much of what hangs on it as there is room for. The number of the
 * incident is noted first: its group key goes on counting from there, so that no id comes twice,
 * and no link of an old page opens a new incident.
 */
function removeIncident(ports: SweepPorts, { people }: Config): RemoveIncident {
  return async (incident, budget) => {
    const pages = await ports.pages.removeOf(incident.id, budget.items);
    budget.items -= pages;
    budget.pages += pages;
    if (budget.items <= 0) {
      return false;
    }
    const { groupHash: hash, episode } = parseIncidentId(incident.id) ?? {};
    if (hash === undefined || episode === undefined) {
      return false;
    }
    const left = incident.pages.filter(({ responder }) => own(people, responder) === undefined);
    await removeMailboxes(ports, left);
    await ports.controls.noteSweptEpisode(hash, episode);
    const outcome = await ports.incidents.remove(incident);
    budget.items -= 1;
    budget.incidents += outcome === 'saved' ? 1 : 0;
    return outcome === 'saved';
  };
}

/**
 * Removes the mailboxes of people who have left the config, which would otherwise name them for
 * ever. Whoever comes back gets a new one with the next page.
 */
async function removeMailboxes(
  { mailboxes }: SweepPorts,
  pages: readonly Pick<IncidentPage, 'responder' | 'channel'>[],
): Promise<void> {
  for (const { responder, channel } of pages) {
    const mailbox = await mailboxes.load(responder, channel);
    if (mailbox !== undefined) {
      await mailboxes.remove(mailbox);
    }
  }
}

/**
 * The canary's are in no list of days: each of its group keys is asked for its oldest, whose number
 * follows on the last that was swept.
 */
async function sweepCanary(
  ports: SweepPorts,
  remove: RemoveIncident,
  limit: Instant,
  budget: Budget,
): Promise<void> {
  for (const hash of CANARY_GROUPS) {
    const swept = Math.max(1, await ports.controls.sweptEpisode(hash));
    // The last that was swept may be there still: a crash came between the note and the removal.
    const ids = Array.from({ length: PAGE }, (_, next) => incidentId(hash, swept + next));
    const found = await ports.incidents.load(ids);
    const oldest = ids.flatMap((id) => found.get(id) ?? []);
    const young = oldest.findIndex((incident) => !isSweepable(incident, limit));
    await removeAll(remove, young < 0 ? oldest : oldest.slice(0, young), limit, budget);
    if (budget.items <= 0) {
      return;
    }
  }
}

const CANARY_GROUPS = [CANARY.subject, ...REHEARSED.map(rehearsalSubject)].map((subject) => {
  const alert = { subject, rule: CANARY.id, metric: '', severity: 'critical', labels: {} } as const;
  return groupHash(groupKey(CANARY.id, ['subject'], alert));
});
