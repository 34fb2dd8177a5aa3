import type { OwnTurn } from '#core/oncall/own-turns.ts';
import type { PageOrder } from '#core/paging/page.ts';
import type { ClockStep } from '#core/time/clock-skew.ts';
import type {
  Due,
  DueShard,
  IncidentMessage,
  Look,
  MessageFormat,
  Notice,
  PageMessage,
  TickMessage,
} from '#usecases/ports.ts';
import { TRANSITION } from './alert.ts';
import { documentJson, openJson, stateOf, storedForm } from './document.ts';
import { type StoredKind, unchanged } from './kind.ts';
import { PAGE_ORDER } from './page.ts';
import { flag, listOf, number, object, optional, type ShapeOf, text } from './shape.ts';

const COMMON = {
  version: 1,
  oldestReader: 0,
  labelledBy: 'nothing',
  upcasters: [unchanged],
} as const;

const STEP = object<ClockStep>({ by: number, at: number });

/** A message to the incident function. */
export const INCIDENT_MESSAGE: StoredKind<IncidentMessage> = {
  ...COMMON,
  version: 4,
  upcasters: [unchanged, unchanged, unchanged, unchanged],
  name: 'A message for the incident function:',
  idOf: ({ kind }) => kind,
  shape: object<IncidentMessage>({
    kind: text,
    transition: optional(TRANSITION),
    groupKey: optional(text),
    fingerprint: optional(text),
    by: optional(text),
    incident: optional(text),
    why: optional(text),
    step: optional(STEP),
  }),
};

/** What is sent: notices come without orders, so that a version before them refuses them. */
type SentPageMessage = Omit<PageMessage, 'orders'> & Partial<Pick<PageMessage, 'orders'>>;

const TURN = object<OwnTurn>({ schedule: text, from: number, to: number, goesOn: optional(flag) });

/** One of an exchange or of turns: a version before the latter refuses what names no exchange. */
const NOTICE = object({
  of: text,
  exchange: optional(text),
  turn: optional(TURN),
  was: optional(listOf<OwnTurn>(TURN)),
  is: optional(listOf<OwnTurn>(TURN)),
}) as unknown as ShapeOf<Notice>;

/** A message to the page function. */
export const PAGE_MESSAGE: StoredKind<PageMessage, SentPageMessage> = {
  ...COMMON,
  version: 3,
  upcasters: [unchanged, unchanged, unchanged],
  toStored: ({ orders, ...rest }) => (rest.notices === undefined ? { ...rest, orders } : rest),
  fromStored: ({ orders = [], ...rest }) => ({ ...rest, orders }),
  name: 'A message for the page function: of',
  idOf: ({ responder, channel }) => `${responder} ${channel}`,
  shape: object<SentPageMessage>({
    responder: text,
    channel: text,
    orders: optional(listOf<PageOrder>(PAGE_ORDER, ['id'])),
    notices: optional(listOf<Notice>(NOTICE)),
    hasWaited: optional(flag),
  }),
};

/** A message of the clock to itself. */
export const TICK_MESSAGE: StoredKind<TickMessage> = {
  ...COMMON,
  version: 3,
  upcasters: [unchanged, unchanged, unchanged],
  name: 'A message of the clock:',
  idOf: ({ share, look }) => (share && 'share') ?? (look && 'look') ?? 'tick',
  shape: object<TickMessage>({
    tick: optional(number),
    share: optional(
      object<DueShard>({
        kind: text,
        lanes: listOf<DueShard['lanes'][number]>(
          object({
            lane: number,
            after: optional(object<Due>({ id: text, due: number })),
          }),
        ),
        step: optional(STEP),
        until: optional(number),
      }),
    ),
    look: optional(object<Look>({ kind: text, at: number })),
  }),
};

/** How messages of a kind are sent through a queue. */
function messageFormat<Message, Sent>(kind: StoredKind<Message, Sent>): MessageFormat<Message> {
  return {
    write: (message) => documentJson(kind, storedForm(kind, message)),
    read: (body) => stateOf(kind, openJson(kind, body).stored),
  };
}

export const MESSAGE_FORMATS = {
  incident: messageFormat(INCIDENT_MESSAGE),
  page: messageFormat(PAGE_MESSAGE),
  tick: messageFormat(TICK_MESSAGE),
};
