import { parseDuration } from '#core/time/duration.ts';
import { type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { isRecord, type Raw } from '../fields.ts';
import {
  type Entry,
  leftOut,
  NOTHING,
  type OldHeartbeat,
  type OldRoute,
  type OldService,
  type OldSystem,
  type OldWindow,
  refusal,
} from '../system.ts';
import { quietTimes } from './intervals.ts';
import { conditionsOf, prefixed, textsIn } from './matchers.ts';
import { peopleOf, policiesOf, type Receiver, receiverOf } from './receivers.ts';

/** What a route has from those above it. */
interface Inherited {
  readonly receiver: string;
  readonly groupBy: readonly string[];
  readonly groupWait: Duration;
  readonly where: readonly string[];
}

/** Alertmanager's own: `group_wait` without a value. */
const USUAL_GROUP_WAIT = 30 * SECOND;

/** Whom a receiver pages, with how its alerts are grouped: one of our services. */
interface Destination extends Omit<Inherited, 'where'> {
  readonly key: string;
}

/** Reads an `alertmanager.yml`: receivers become services, and the tree of routes a list. */
export function readAlertmanager(data: unknown, file: string): OldSystem {
  if (!isRecord(data) || !isRecord(data['route'])) {
    return {
      ...NOTHING,
      entries: [refusal('file', file, "it has no route: is it Alertmanager's?")],
    };
  }
  const receivers = records(data['receivers']).map(receiverOf);
  const intervals = [...records(data['time_intervals']), ...records(data['mute_time_intervals'])];
  const walk = new Walk(receivers, intervals);
  walk.visit(data['route'], { receiver: '', groupBy: [], groupWait: USUAL_GROUP_WAIT, where: [] });
  const used = new Set(walk.destinations.map(({ receiver }) => receiver));
  const mine = receivers.filter(({ name }) => used.has(name));
  return {
    ...NOTHING,
    people: peopleOf(mine),
    policies: policiesOf(mine),
    services: walk.destinations.map((one) => serviceOf(one, mine)),
    heartbeats: walk.heartbeats,
    routes: walk.routes,
    windows: walk.windows,
    inhibitions: records(data['inhibit_rules']).map((rule) => {
      const [source, target] = [prefixed(rule, 'source'), prefixed(rule, 'target')];
      const name = `${target.join(', ')} while ${source.join(', ')}`;
      return { name, source, target, equal: textsIn(rule['equal']) };
    }),
    entries: [
      ...mine.flatMap(({ entries }) => entries),
      ...receivers
        .filter(({ name }) => !used.has(name))
        .map(({ name }) => leftOut('receiver', name, 'no route leads to it')),
      ...[...used]
        .filter((name) => !receivers.some((one) => one.name === name))
        .map((name) => refusal('receiver', name, 'it is not in the file: it tells nobody')),
      ...walk.entries,
      ...intervals
        .map(({ name }) => String(name))
        .filter((name) => !walk.named.has(name))
        .map((name) => leftOut('time interval', name, 'no route has it')),
    ],
  };
}

function records(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function serviceOf({ key, receiver, groupBy, groupWait }: Destination, all: readonly Receiver[]) {
  const found = all.find(({ name }) => name === receiver);
  const everything = groupBy.includes('...');
  const service: OldService = {
    key,
    name: receiver,
    ...(found !== undefined && found.mails.length > 0 && { policy: receiver }),
    groupBy: everything ? ['subject', 'rule'] : groupBy.map((name) => OURS[name] ?? name),
    groupWait,
    notes: [
      ...(everything ? ['group_by [...]: an incident for each subject and rule'] : []),
      ...(found?.mails.length === 0 ? ['it pages nobody until you name a policy'] : []),
    ],
  };
  return service;
}

/** What a label of all alerts is called here. */
const OURS: Readonly<Record<string, string>> = { alertname: 'rule' };

/** Goes through the tree as Alertmanager does: what lies deeper first, then the route itself. */
class Walk {
  readonly routes: OldRoute[] = [];
  readonly destinations: Destination[] = [];
  readonly heartbeats: OldHeartbeat[] = [];
  readonly entries: Entry[] = [];
  readonly windows: OldWindow[] = [];
  /** Names of the time intervals that routes have. */
  readonly named = new Set<string>();
  readonly #intervals: readonly Raw[];
  readonly #receivers: readonly Receiver[];
  /** The service of what no route takes. */
  #root: string | undefined;

  constructor(receivers: readonly Receiver[], intervals: readonly Raw[]) {
    this.#receivers = receivers;
    this.#intervals = intervals;
  }

  visit(route: Raw, above: Inherited, isLast = true): void {
    const here = inherited(route, above);
    this.#root ??= this.#destinationOf(here).key;
    const children = records(route['routes']);
    this.#refuseUnsaid(route, here);
    const goesOn = route['continue'] === true && !isLast;
    const receiver = this.#receivers.find(({ name }) => name === here.receiver);
    if (goesOn && receiver?.pages === false && children.length === 0) {
      const why = 'with continue it tells others besides, who are not paged: it is left out';
      this.entries.push(refusal('route', nameOf(here), why));
      return;
    }
    for (const [i, child] of children.entries()) {
      this.visit(child, here, i === children.length - 1);
    }
    if (goesOn) {
      const why = 'continue: an alert has one service here, so that routes after it do not hear it';
      this.entries.push(refusal('continue of route', nameOf(here), why));
    }
    this.#add(
      here,
      receiver,
      typeof route['repeat_interval'] === 'string' ? route['repeat_interval'] : undefined,
    );
  }

  #add(here: Inherited, receiver: Receiver | undefined, repeats: string | undefined): void {
    const key = this.#destinationOf(here).key;
    const isSwitch = here.where.some((one) =>
      /^alertname="(Watchdog|DeadMans?Switch)"$/u.test(one),
    );
    const name = nameOf(here);
    const where = here.where.length === 0 ? ['source="alertmanager"'] : here.where;
    if (!isSwitch || receiver?.calls !== true) {
      this.routes.push({ key: name, kind: 'route', name, where, service: key });
      return;
    }
    const period = parseDuration(repeats ?? '') ?? 5 * MINUTE;
    this.heartbeats.push({
      key: name,
      name: 'prometheus',
      title: 'Prometheus is silent',
      ...(this.#root !== undefined && { service: this.#root }),
      severity: 'critical',
      period: Math.min(period, HOUR),
      grace: 5 * MINUTE,
      notes: ['an alert that always fires was told to an address: here a heartbeat waits for it'],
    });
    this.routes.push({ key: name, kind: 'route', name, where, heartbeat: name });
  }

  #destinationOf({ receiver, groupBy, groupWait }: Inherited): Destination {
    const known = this.destinations.find(
      (one) =>
        one.receiver === receiver &&
        one.groupWait === groupWait &&
        one.groupBy.join() === groupBy.join(),
    );
    if (known !== undefined) {
      return known;
    }
    const key = `${receiver} ${groupWait} ${groupBy.join()}`;
    const made = { key, receiver, groupBy, groupWait };
    this.destinations.push(made);
    return made;
  }

  #refuseUnsaid(route: Raw, here: Inherited): void {
    const name = nameOf(here);
    this.#addWindows(route, here, 'mute_time_intervals', 'during');
    this.#addWindows(route, here, 'active_time_intervals', 'outside');
    const repeats = ['group_interval', 'repeat_interval'].filter((key) => key in route);
    if (repeats.length > 0) {
      const why = 'an incident pages until somebody answers, as its policy says';
      this.entries.push(leftOut(`${repeats.join(' and ')} of route`, name, why));
    }
  }

  /** Makes windows of the time intervals of a route, which are not those of routes within it. */
  #addWindows(route: Raw, here: Inherited, key: string, when: 'during' | 'outside'): void {
    const names = textsIn(route[key]);
    if (names.length === 0) {
      return;
    }
    names.forEach(this.named.add, this.named);
    const refuse = (why: string) =>
      this.entries.push(refusal(`${key} of route`, nameOf(here), `${names.join(', ')}: ${why}`));
    const found = this.#intervals.filter(({ name }) => names.includes(String(name)));
    if (found.length < names.length) {
      refuse('it is not in the file');
    } else if (records(route['routes']).length > 0) {
      refuse('routes within it are not quiet then, and would be here');
    } else {
      const times = quietTimes(found, when);
      if ('fault' in times) {
        refuse(times.fault);
        return;
      }
      const name = `${when} ${names.join(', ')}: ${nameOf(here)}`;
      const service = this.#destinationOf(here).key;
      this.windows.push(...times.map((quiet) => ({ ...quiet, name, service, where: here.where })));
    }
  }
}

function inherited(route: Raw, above: Inherited): Inherited {
  const { receiver, group_by: groupBy, group_wait: groupWait } = route;
  const wait = typeof groupWait === 'string' ? parseDuration(groupWait) : undefined;
  return {
    receiver: typeof receiver === 'string' ? receiver : above.receiver,
    groupBy: Array.isArray(groupBy) ? groupBy.map(String) : above.groupBy,
    groupWait: wait ?? above.groupWait,
    where: [...above.where, ...conditionsOf(route)],
  };
}

function nameOf({ where, receiver }: Inherited): string {
  return `${where.length === 0 ? 'all' : where.join(', ')} to ${receiver}`;
}
