import type { Session } from '#core/access/session.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import type { CalendarAddress } from '#core/calendar/calendar-address.ts';
import type { ToldEvent } from '#core/calendar/revise.ts';
import type { Change } from '#core/change/change.ts';
import type { CheckFinding, CheckReport, DeadLetterCount } from '#core/health/check-report.ts';
import type { Absence } from '#core/oncall/absence.ts';
import type { Exchange, GivenTime } from '#core/oncall/exchange.ts';
import type { HandOffNote } from '#core/oncall/hand-off-note.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { ToldTurn, ToldTurns } from '#core/oncall/turn-notices.ts';
import type { ContactTest } from '#core/paging/contact-test.ts';
import type { InhibitedIncident, Inhibitor } from '#core/suppression/inhibition.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { AppliedConfig } from '#core/team/applied-config.ts';
import { canBeTold, type Recurrence } from '#core/time/recurrence.ts';
import type { ApiKey, SweepProgress } from '#usecases/ports.ts';
import { AUTHOR_KEYS, LABELS } from './alert.ts';
import { damaged } from './document.ts';
import { type Documents, storedDocuments } from './documents.ts';
import { type StoredKind, unchanged } from './kind.ts';
import {
  flag,
  listOf,
  mapOf,
  number,
  type Opaque,
  object,
  opaque,
  optional,
  type ShapeOf,
  text,
} from './shape.ts';

/** A stored secret: that which signs links, or that of pseudonyms. */
export interface StoredSecret {
  readonly id: string;
  readonly secret: string;
}

/** How far a group had counted whose incidents were swept; its id is the hash of the group key. */
export interface SweptEpisode {
  readonly id: string;
  readonly episode: number;
}

/** The one place of the sweep of incidents, as it is stored. */
type StoredProgress = SweepProgress & { readonly id: string };

const COMMON = {
  version: 1,
  oldestReader: 0,
  labelledBy: 'contents',
  idOf: ({ id }: { readonly id: string }) => id,
  upcasters: [unchanged],
} as const;

const ACTOR = object<NonNullable<Silence['endedBy']>>({ by: text, key: optional(text) });

/** A recurrence of either kind. */
interface EitherWay extends Omit<Recurrence, 'cron' | 'rrule' | 'starts'> {
  readonly cron?: string;
  readonly rrule?: string;
  readonly starts?: string;
}

const TIME = object<GivenTime>({ schedule: text, from: number, to: number });

/** It has `cron`, or `rrule` and `starts`. */
const RECURS = object<EitherWay>({
  cron: optional(text),
  rrule: optional(text),
  starts: optional(text),
  timeZone: text,
  lasts: number,
  from: optional(number),
  until: optional(number),
}) as unknown as ShapeOf<Recurrence>;

/** One whose times cannot be told would fail whatever asks what is silenced. */
function withTimes(silence: Silence): Silence {
  if (silence.recurs !== undefined && !canBeTold(silence.recurs)) {
    throw damaged(`Silence ${silence.id} recurs at times that cannot be told here.`);
  }
  return silence;
}

interface ControlTypes {
  readonly silences: Silence;
  readonly overrides: Override;
  readonly absences: Absence;
  readonly exchanges: Exchange;
  readonly told: ToldTurns;
  readonly notes: HandOffNote;
  readonly calendars: CalendarAddress;
  readonly keys: ApiKey;
  readonly changes: Change;
  readonly link: StoredSecret;
  readonly pseudonyms: StoredSecret;
  readonly config: AppliedConfig;
  readonly sweep: StoredProgress;
  readonly swept: SweptEpisode;
  readonly sessions: Session;
  readonly tests: ContactTest;
  readonly checks: CheckReport;
  readonly inhibitors: Inhibitor;
  readonly inhibited: InhibitedIncident;
}

/** What the result has for data, `core/paging/contact-test.ts` says. */
const TEST = object<Omit<ContactTest, 'result'> & { readonly result: Opaque }>({
  id: text,
  responder: text,
  channel: text,
  at: number,
  by: ACTOR,
  result: opaque,
}) as unknown as ShapeOf<ContactTest>;

/** A kind of control: the name of its partition. */
export type ControlKind = keyof ControlTypes;

/** What people set at run time, and the few things that the platform stores beside it. */
export const CONTROLS: { readonly [Kind in ControlKind]: StoredKind<ControlTypes[Kind]> } = {
  silences: {
    ...COMMON,
    version: 2,
    // It may recur.
    upcasters: [unchanged, unchanged],
    name: 'Silence',
    shape: object<Silence>({
      ...AUTHOR_KEYS,
      id: text,
      kind: text,
      matchers: listOf<Matcher>(object({ name: text, op: text, value: text })),
      startsAt: number,
      endsAt: number,
      createdAt: number,
      updatedAt: optional(number),
      comment: text,
      endedBy: optional(ACTOR),
      recurs: optional(RECURS),
      brokenOff: optional(object<NonNullable<Silence['brokenOff']>>({ at: number, by: ACTOR })),
    }),
    fromStored: withTimes,
  },
  overrides: {
    ...COMMON,
    version: 2,
    // It may stand in for one person alone.
    upcasters: [unchanged, unchanged],
    name: 'Override',
    shape: object<Override>({
      ...AUTHOR_KEYS,
      id: text,
      schedule: text,
      person: text,
      from: number,
      to: number,
      createdAt: number,
      instead: optional(text),
      comment: optional(text),
    }),
  },
  absences: {
    ...COMMON,
    name: 'Absence',
    shape: object<Absence>({
      ...AUTHOR_KEYS,
      id: text,
      person: text,
      from: number,
      to: number,
      createdAt: number,
      endedAt: optional(number),
      endedBy: optional(ACTOR),
      comment: optional(text),
      uncovered: optional(text),
    }),
  },
  exchanges: {
    ...COMMON,
    labelledBy: 'version',
    name: 'Exchange',
    shape: object<Exchange>({
      ...AUTHOR_KEYS,
      id: text,
      version: number,
      giver: text,
      taker: optional(text),
      given: TIME,
      inReturn: optional(TIME),
      awaits: text,
      createdAt: number,
      accepted: optional(object<NonNullable<Exchange['accepted']>>({ at: number, by: ACTOR })),
      ended: optional(
        object<NonNullable<Exchange['ended']>>({ kind: text, at: number, by: ACTOR }),
      ),
      comment: optional(text),
    }),
  },
  told: {
    ...COMMON,
    labelledBy: 'version',
    name: 'What was told of turns to',
    shape: object<ToldTurns>({
      id: text,
      version: number,
      turns: listOf<ToldTurn>(
        object({ schedule: text, from: number, to: number, goesOn: optional(flag), stage: text }),
      ),
      listedUntil: optional(number),
    }),
  },
  notes: {
    ...COMMON,
    name: 'The hand-off note',
    shape: object<HandOffNote>({
      ...AUTHOR_KEYS,
      id: text,
      schedule: text,
      text,
      createdAt: number,
      until: number,
    }),
  },
  calendars: {
    ...COMMON,
    labelledBy: 'version',
    name: 'Calendar address',
    shape: object<CalendarAddress>({
      ...AUTHOR_KEYS,
      id: text,
      version: number,
      hash: text,
      owner: object<CalendarAddress['owner']>({ kind: text, id: text }),
      createdAt: number,
      fetchedOn: optional(text),
      told: mapOf<ToldEvent>(
        object<ToldEvent>({ said: text, to: number, sequence: number, revisedAt: number }),
      ),
    }),
  },
  keys: {
    ...COMMON,
    name: 'Key',
    shape: object<ApiKey>({
      id: text,
      name: text,
      hash: text,
      scopes: listOf<ApiKey['scopes'][number]>(text),
      createdAt: number,
      revokedAt: optional(number),
      createdBy: optional(ACTOR),
      revokedBy: optional(ACTOR),
    }),
  },
  changes: {
    ...COMMON,
    name: 'Change',
    shape: object<Change>({
      id: text,
      at: number,
      summary: text,
      source: optional(text),
      key: text,
      details: LABELS,
      links: listOf<string>(text),
    }),
  },
  link: {
    ...COMMON,
    name: 'The secret of links',
    // On DynamoDB version 0 has no id.
    upcasters: [(secret) => ({ id: 'secret', ...secret })],
    shape: object<StoredSecret>({ id: text, secret: text }),
  },
  pseudonyms: {
    ...COMMON,
    name: 'The secret of pseudonyms',
    shape: object<StoredSecret>({ id: text, secret: text }),
  },
  config: {
    ...COMMON,
    name: 'The followed config of',
    shape: object<AppliedConfig>({
      id: text,
      config: text,
      generation: optional(number),
      since: number,
      lookedAt: number,
    }),
  },
  sweep: {
    ...COMMON,
    name: 'The place of the sweep of',
    shape: object<StoredProgress>({
      id: text,
      from: number,
      until: number,
      at: optional(
        object({ day: number, after: optional(object({ openedAt: number, id: text })) }),
      ),
    }),
  },
  swept: {
    ...COMMON,
    name: 'The last swept incident of the group',
    shape: object<SweptEpisode>({ id: text, episode: number }),
  },
  sessions: {
    ...COMMON,
    name: 'Session',
    shape: object<Session>({
      id: text,
      issuer: text,
      subject: text,
      issuerSession: optional(text),
      account: text,
      name: text,
      groups: listOf<string>(text),
      mfa: flag,
      createdAt: number,
      lastSeenAt: number,
    }),
  },
  tests: {
    ...COMMON,
    name: 'The last test page of',
    shape: TEST,
  },
  checks: {
    ...COMMON,
    name: 'The report of the check',
    shape: object<CheckReport>({
      id: text,
      check: text,
      place: text,
      at: number,
      findings: listOf<CheckFinding>(object({ kind: text, text })),
      moreFindings: optional(number),
      oldestDue: optional(number),
      deadLetters: optional(
        listOf<DeadLetterCount>(object({ queue: text, messages: number }), ['queue']),
      ),
      timeToPage: optional(number),
      contactFindings: optional(number),
    }),
  },
  inhibitors: {
    ...COMMON,
    name: 'Inhibitor',
    shape: object<Inhibitor>({
      id: text,
      alert: object({ fingerprint: text, title: text, severity: text }),
      incident: text,
      isBoth: optional(flag),
      heardFrom: optional(number),
      until: number,
    }),
  },
  inhibited: {
    ...COMMON,
    name: 'The inhibited incident',
    shape: object<InhibitedIncident>({ id: text, at: number }),
  },
};

/** How a store reads and writes controls. */
export interface ControlDocuments<Value> extends Documents<Value> {
  readonly kind: ControlKind;
}

export function controlDocuments() {
  const of = <Kind extends ControlKind>(kind: Kind): ControlDocuments<ControlTypes[Kind]> => ({
    kind,
    ...storedDocuments(CONTROLS[kind]),
  });
  return {
    silences: of('silences'),
    overrides: of('overrides'),
    absences: of('absences'),
    exchanges: of('exchanges'),
    told: of('told'),
    notes: of('notes'),
    calendars: of('calendars'),
    keys: of('keys'),
    changes: of('changes'),
    link: of('link'),
    pseudonyms: of('pseudonyms'),
    config: of('config'),
    sweep: of('sweep'),
    swept: of('swept'),
    sessions: of('sessions'),
    tests: of('tests'),
    checks: of('checks'),
    inhibitors: of('inhibitors'),
    inhibited: of('inhibited'),
  };
}
