import type { Alert } from '../alert/alert.ts';
import { type Severity, worstSeverity } from '../alert/severity.ts';
import { CANARY } from '../canary/canary.ts';
import { own } from '../collections/own.ts';
import {
  INHIBITOR_TRUST,
  type InhibitionRole,
  type Inhibitor,
  inhibitionRoles,
  inhibitorId,
  inhibits,
  isBelieved,
  keyOfInhibitor,
} from '../suppression/inhibition.ts';
import { waitsUntil } from '../team/support-hours.ts';
import { firingAlerts, nextUnsilencedAt, unsilencedAlerts } from './alerts.ts';
import type { IncidentContext } from './context.ts';
import { deferredUntil, type Incident, type IncidentAlert, type Inhibited } from './incident.ts';

type QuietContext = Pick<IncidentContext, 'config' | 'silences' | 'inhibitors' | 'now'>;

/** What keeps an alert quiet: an inhibitor, by a rule. */
interface Inhibition {
  readonly rule: string;
  readonly by: Inhibitor;
}

/** What of an incident is inhibited, and what it inhibits itself. */
interface Inhibitions {
  /** What inhibits each inhibited, firing alert, by fingerprint: what is believed longest. */
  readonly inhibited: ReadonlyMap<string, Inhibition>;
  /** What those of its alerts are to others that fire and are quiet for no reason. */
  readonly inhibitors: readonly Inhibitor[];
}

const NONE: Inhibitions = { inhibited: new Map(), inhibitors: [] };

/** So many inhibitors one incident has at most: beyond that, their targets page. */
const MOST_INHIBITORS = 100;

/** An unsilenced, firing alert, and what it is to one rule. */
interface Part {
  readonly known: IncidentAlert;
  readonly role: InhibitionRole;
}

/**
 * Finds what is inhibited of an open incident, by alerts of others and by its own, and what it
 * inhibits. An alert inhibits others only while it is heard itself, so that whatever is kept quiet
 * has an alert that is not. Rules are taken in their order: what is a source of one is no target of
 * a later one, so that it is settled by then.
 */
export function inhibitionsOf(incident: Incident, context: QuietContext): Inhibitions {
  const rules = context.config.inhibitRules;
  if (rules === undefined || incident.status === 'resolved' || incident.service === CANARY.id) {
    return NONE;
  }
  const parts = unsilencedAlerts(incident, context).flatMap((known) =>
    inhibitionRoles(known.alert, rules).map((role): Part => ({ known, role })),
  );
  const inhibitors = theirs(incident, context);
  const ours: Inhibitor[] = [];
  const inhibited = new Map<string, Inhibition>();
  const heardFrom = deferredUntil(incident);
  const add = ({ known: { alert }, role }: Part) => {
    if (!inhibited.has(alert.fingerprint)) {
      const { fingerprint, title, severity } = alert;
      const made: Inhibitor = {
        id: inhibitorId(role.key, incident.id, fingerprint),
        alert: { fingerprint, title, severity },
        incident: incident.id,
        ...(role.isBoth && { isBoth: true }),
        ...(heardFrom !== undefined && { heardFrom }),
        until: context.now + INHIBITOR_TRUST,
      };
      ours.push(made);
      put(inhibitors, role.key, made);
    }
  };
  const hush = ({ known: { alert }, role }: Part) => {
    const candidates = inhibitors.get(role.key) ?? [];
    const fitting = candidates.filter(
      (one) => inhibits(one, alert, role) && isHeardBy(one, alert, context),
    );
    const by = longest(fitting);
    if (by !== undefined && !inhibited.has(alert.fingerprint)) {
      inhibited.set(alert.fingerprint, { rule: role.rule.name, by });
    }
  };
  for (const of of groupByRule(parts)) {
    of.filter(({ role }) => !role.isTarget).forEach(add);
    const both = of.filter(({ role }) => role.isTarget && role.isSource);
    both.forEach(hush);
    both.forEach(add);
    of.filter(({ role }) => !role.isSource).forEach(hush);
  }
  return { inhibited, inhibitors: ours.slice(0, MOST_INHIBITORS) };
}

/**
 * Whether somebody hears the source when the alert would page: now, or as late as the alert waits
 * itself.
 */
function isHeardBy(
  { heardFrom }: Inhibitor,
  { service, severity }: Alert,
  { config, now }: QuietContext,
): boolean {
  const hours = own(config.services, service)?.hours;
  return (
    heardFrom === undefined || heardFrom <= now || waitsUntil(hours, severity, now) !== undefined
  );
}

/** What was read of other incidents, and is believed, by key. */
function theirs(
  { id }: Incident,
  { inhibitors = [], now }: QuietContext,
): Map<string, Inhibitor[]> {
  const believed = inhibitors.filter((one) => one.incident !== id && isBelieved(one, now));
  return Map.groupBy(believed, (one) => keyOfInhibitor(one.id));
}

/** A few of a key are enough: one of them keeps a target quiet. */
function put(inhibitors: Map<string, Inhibitor[]>, key: string, made: Inhibitor): void {
  const known = inhibitors.get(key) ?? [];
  inhibitors.set(key, known);
  if (known.length < MOST_INHIBITORS) {
    known.push(made);
  }
}

/** The one that is believed longest, and of equals the first by id. */
function longest(candidates: readonly Inhibitor[]): Inhibitor | undefined {
  const [first] = candidates.toSorted((a, b) => b.until - a.until || (a.id < b.id ? -1 : 1));
  return first;
}

function groupByRule(parts: readonly Part[]): readonly (readonly Part[])[] {
  const byOrder = Map.groupBy(parts, ({ role }) => role.order);
  return [...byOrder].sort(([one], [other]) => one - other).map(([, of]) => of);
}

/** Returns the firing alerts that nothing silences or inhibits. */
export function audibleAlerts(incident: Incident, context: QuietContext): readonly IncidentAlert[] {
  const { inhibited } = inhibitionsOf(incident, context);
  const unsilenced = unsilencedAlerts(incident, context);
  return inhibited.size === 0
    ? unsilenced
    : unsilenced.filter(({ alert }) => !inhibited.has(alert.fingerprint));
}

/** Whether something of it fires, and all of that is silenced or inhibited. */
export function isQuiet(incident: Incident, context: QuietContext): boolean {
  return firingAlerts(incident).length > 0 && audibleAlerts(incident, context).length === 0;
}

/**
 * If every firing alert is inhibited, or else silenced, and not all are silenced: returns by what
 * the first is inhibited, and until when all stay quiet. It stays the same one while it lasts.
 */
export function coveringInhibition(
  incident: Incident,
  context: QuietContext,
): Inhibited | undefined {
  const { inhibited } = inhibitionsOf(incident, context);
  if (inhibited.size === 0 || inhibited.size < unsilencedAlerts(incident, context).length) {
    return undefined;
  }
  const all = [...inhibited.values()];
  const same = all.find(
    ({ by }) => by.alert.fingerprint === incident.inhibited?.source.fingerprint,
  );
  const shown = same ?? all[0];
  if (shown === undefined) {
    return undefined;
  }
  const until = Math.min(
    ...all.map(({ by }) => by.until),
    nextUnsilencedAt(incident, context) ?? Number.POSITIVE_INFINITY,
  );
  const { rule, by } = shown;
  return { rule, source: by.alert, incident: by.incident, until };
}

/** Returns the keys of the inhibitors of other incidents that keep some of its alerts quiet. */
export function keysOfInhibitors(incident: Incident, context: QuietContext): readonly string[] {
  const { inhibited } = inhibitionsOf(incident, context);
  const others = [...inhibited.values()].filter(({ by }) => by.incident !== incident.id);
  return [...new Set(others.map(({ by }) => keyOfInhibitor(by.id)))].sort();
}

/**
 * Returns the worst severity of the firing, audible alerts; if all are quiet, that of the firing
 * ones; if none fires, the last severity.
 */
export function severityOf(incident: Incident, context: QuietContext): Severity {
  const audible = audibleAlerts(incident, context);
  const counted = audible.length === 0 ? firingAlerts(incident) : audible;
  return counted.length === 0
    ? incident.severity
    : worstSeverity(counted.map(({ alert }) => alert.severity));
}
