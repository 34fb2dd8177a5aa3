import { fingerprint } from '#core/alert/fingerprint.ts';
import type { Absence } from '#core/oncall/absence.ts';
import { ownTurns, type WindowTurn } from '#core/oncall/own-turns.ts';
import type { Override } from '#core/oncall/schedule.ts';
import {
  LISTED_AHEAD,
  LISTED_AT_ONCE,
  LOOK_BACK,
  nextNewsAt,
  type ToldTurns,
  type TurnNews,
  type TurnsAhead,
  turnNews,
  type Wishing,
} from '#core/oncall/turn-notices.ts';
import { configHash } from '#core/team/applied-config.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { withAbsences } from '#core/team/with-absences.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { heldBetween, standingOverrides } from './current-rota.ts';
import { allInParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';

/** How often the clock looks whether people have changed the schedules. */
const LOOK_EVERY: Duration = 5 * MINUTE;

/** Saves that are under way at once. */
const AT_ONCE = 10;

type TellPorts = Pick<Ports, 'controls' | 'pageQueue'>;

/**
 * Tells people of their turns, by messages through the queue of pages: keep the returned function,
 * which may be called with each tick, and by several clocks at once. It looks when something is due
 * by what it knows, and each five minutes whether anybody has changed the schedules. Returns how
 * many people were told.
 *
 * Messages are in the queue before what was told is saved: a crash in between sends them again, and
 * within five minutes the queue drops the repeat. So nobody is told nothing, and hardly anybody
 * twice. Only a clock whose config is the one that was applied last tells anything: during a
 * rollout two would tell of each other's changes in turn.
 */
export function tellOfTurns(ports: TellPorts, config: Config, place = 'here') {
  const { controls } = ports;
  const people = wishing(config);
  let plan: Plan | undefined;
  let told: Remembered | undefined;
  let last: Instant | undefined;
  let next: Instant = 0;

  async function tell(rota: Plan, now: Instant): Promise<number> {
    const newsOf = ({ known, unreadable }: Remembered) =>
      people.flatMap((person) => {
        const { id, wishes } = person;
        const news = unreadable.has(id)
          ? undefined
          : turnNews(person, known.get(id), aheadOf(rota, id), now);
        return news === undefined ? [] : [{ ...news, channel: wishes.channel }];
      });
    if (told !== undefined && newsOf(told).length === 0) {
      return 0;
    }
    // What another clock has told meanwhile is not told again.
    const remembered = await readRemembered(controls);
    const news = newsOf(remembered);
    told = undefined;
    await ports.pageQueue.send(news.flatMap(messageOf));
    const saved = await allInParallel(news, AT_ONCE, async ({ told: one }) => {
      remembered.known.set(one.id, one);
      return controls.saveToldTurns(one, one.version - 1);
    });
    told = saved.includes('conflict') ? undefined : remembered;
    return news.filter(({ notices }) => notices.length > 0).length;
  }

  return async (now: Instant): Promise<number> => {
    // A clock that went back does not keep it waiting.
    if (people.length === 0 || (last !== undefined && last <= now && now < next)) {
      return 0;
    }
    const followed = await controls.followedConfig(place);
    if (followed?.config !== configHash(config)) {
      [last, next] = [now, now + MINUTE];
      return 0;
    }
    const [overrides, absences] = await Promise.all([
      standingOverrides(controls),
      controls.absences(),
    ]);
    plan = planOf({ config, overrides, absences }, plan, now);
    const rota = plan;
    const count = await tell(rota, now);
    const due = people.map(({ id, wishes }) => nextNewsAt(aheadOf(rota, id), wishes, now));
    [last, next] = [now, told === undefined ? now : Math.min(now + LOOK_EVERY, ...due)];
    return count;
  };
}

/** What people were told; whoever that cannot be read of would be told the same again and again. */
interface Remembered {
  readonly known: Map<string, ToldTurns>;
  readonly unreadable: ReadonlySet<string>;
}

async function readRemembered(controls: TellPorts['controls']): Promise<Remembered> {
  const unreadable = new Set<string>();
  const told = await controls.toldTurns(({ id }) => unreadable.add(id));
  return { known: new Map(told.map((one) => [one.id, one])), unreadable };
}

function wishing(config: Config): readonly Wishing[] {
  return teamPeople(config).flatMap(({ id, turnNotices: wishes }) =>
    wishes === undefined ? [] : [{ id, wishes }],
  );
}

function messageOf({
  told,
  notices,
  channel,
}: TurnNews & { readonly channel: Wishing['wishes']['channel'] }) {
  const responder = told.id;
  return notices.length === 0
    ? []
    : [
        {
          body: { responder, channel, orders: [], notices },
          deduplication: `turns:${fingerprint([responder, JSON.stringify(notices)])}`,
        },
      ];
}

/** Everybody's turns by what people have changed of the schedules. */
interface Plan {
  readonly key: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly turns: ReadonlyMap<string, readonly WindowTurn[]>;
}

function aheadOf({ turns, until }: Plan, person: string): TurnsAhead {
  return { turns: turns.get(person) ?? [], until };
}

/** Returns the plan of before while nothing has changed, and it still goes far enough. */
function planOf(
  {
    config,
    overrides,
    absences,
  }: {
    readonly config: Config;
    readonly overrides: readonly Override[];
    readonly absences: readonly Absence[];
  },
  before: Plan | undefined,
  now: Instant,
): Plan {
  const key = JSON.stringify([overrides, absences]);
  if (before?.key === key && before.from <= now - LOOK_BACK && now + LISTED_AHEAD <= before.until) {
    return before;
  }
  const window = { from: now - LOOK_BACK, to: now + LISTED_AHEAD + LISTED_AT_ONCE };
  const turns = new Map<string, WindowTurn[]>();
  const rota = { config: withAbsences(config, absences), overrides };
  for (const [schedule, spans] of heldBetween(rota, window)) {
    for (const [person, theirs] of ownTurns(schedule, spans, window)) {
      turns.set(person, [...(turns.get(person) ?? []), ...theirs]);
    }
  }
  return { key, from: window.from, until: window.to, turns };
}
