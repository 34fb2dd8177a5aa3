import { type Actor, actorOf } from '#core/actor/actor.ts';
import {
  acceptedExchange,
  askerOf,
  type Exchange,
  exchangeOfOverride,
  exchangeSpan,
  exchangeState,
} from '#core/oncall/exchange.ts';
import type { Config } from '#core/team/config.ts';
import {
  askedPeople,
  type ExchangeEffect,
  exchangeEffect,
  whyNoExchange,
  whyUncovered,
  withdrawalEffect,
} from '#core/team/exchange-check.ts';
import type { Rota } from '#core/team/rota-effect.ts';
import type { Instant } from '#core/time/instant.ts';
import { currentRota } from './current-rota.ts';
import type { Ports } from './ports.ts';
import { MAX_CONFLICTS } from './relay-outbox.ts';
import { tellOfExchange } from './tell-of-exchange.ts';
import { WriteConflict } from './write-conflict.ts';

/** What somebody answers to an exchange. `withdraw` takes back also what was accepted. */
export type ExchangeAnswer = 'accept' | 'decline' | 'withdraw';

/** An answer: by whom, and who takes the turn where all were asked. */
export interface AnsweredExchange {
  readonly id: string;
  readonly answer: ExchangeAnswer;
  readonly by: Actor;
  /** @default whoever answers */
  readonly taker?: string;
}

/** `already`: the same has been answered before. `refused` has the exchange as it stands. */
export type ExchangeOutcome =
  | {
      readonly kind: 'done' | 'already';
      readonly exchange: Exchange;
      readonly effect?: ExchangeEffect;
      readonly told: readonly string[];
    }
  | { readonly kind: 'refused'; readonly exchange: Exchange; readonly text: string }
  | { readonly kind: 'not_found' };

type AnswerPorts = Pick<Ports, 'controls' | 'pageQueue'>;

/**
 * Carries out an answer to an exchange: of two at once one wins, and the other is told what has
 * become of it. Who may answer, whoever calls it knows (`mayThemselves`).
 */
export function answerExchange(ports: AnswerPorts, config: Config) {
  const accept = acceptExchange(ports, config);
  const end = endExchange(ports, config);
  const tell = tellOfExchange(ports, config);
  return async (answered: AnsweredExchange, now: Instant): Promise<ExchangeOutcome> => {
    for (let race = 0; race < MAX_CONFLICTS; race++) {
      const exchange = await findExchange(ports, answered.id);
      if (exchange === undefined) {
        return { kind: 'not_found' };
      }
      const decided =
        answered.answer === 'accept'
          ? await accept(exchange, answered, now)
          : await end(exchange, answered, now);
      if (decided === 'conflict') {
        continue;
      }
      if (decided.kind === 'refused') {
        return decided;
      }
      const told = await tell(decided.exchange, TOLD_AS[answered.answer], answered.by);
      return { ...decided, told };
    }
    throw new WriteConflict(
      `lost ${MAX_CONFLICTS} races for an exchange: it may be answered again`,
    );
  };
}

/** Finds an exchange by its id. */
export async function findExchange(
  { controls }: Pick<Ports, 'controls'>,
  id: string,
): Promise<Exchange | undefined> {
  return (await controls.exchanges()).find((one) => one.id === id);
}

/**
 * Whether somebody may answer by themselves: accept or decline what they are asked, and withdraw
 * what they have asked, or a cover of their own turn. A lead may for anybody.
 */
export function mayThemselves(
  answer: ExchangeAnswer,
  exchange: Exchange,
  person: string,
  config: Config,
): boolean {
  if (answer !== 'withdraw') {
    return askedPeople(exchange, config).some(({ id }) => id === person);
  }
  const { accepted, inReturn, giver } = exchange;
  return accepted === undefined
    ? askerOf(exchange) === person
    : inReturn === undefined && giver === person;
}

const TOLD_AS = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const;

type Decided =
  | 'conflict'
  | Omit<Extract<ExchangeOutcome, { kind: 'done' | 'already' }>, 'told'>
  | Extract<ExchangeOutcome, { kind: 'refused' }>;

function acceptExchange(ports: AnswerPorts, config: Config) {
  return async (
    exchange: Exchange,
    { by, taker: meant = by.by }: AnsweredExchange,
    now: Instant,
  ): Promise<Decided> => {
    const { taker = meant } = exchange;
    const refused = (text: string): Decided => ({ kind: 'refused', exchange, text });
    const state = exchangeState(exchange, now);
    if (state === 'accepted' && (taker === meant || exchange.accepted?.by.by === by.by)) {
      return { kind: 'already', exchange };
    }
    if (state !== 'open') {
      return refused(whyOver(exchange, state));
    }
    if (askerOf(exchange) === by.by) {
      const whoAnswers =
        exchange.awaits === 'giver' ? exchange.giver : (exchange.taker ?? 'a colleague');
      return refused(`${by.by} has asked for it: ${whoAnswers} accepts.`);
    }
    if (exchange.taker === undefined && !askedPeople(exchange, config).some(isThis(taker))) {
      return refused(`All of ${exchange.given.schedule} are asked, and ${taker} is none of them.`);
    }
    const accepted = acceptedExchange(exchange, { taker, at: now, by: actorOf(by) });
    const before = await currentRota(ports, config);
    const judged = judge(accepted, before, config, now);
    if ('text' in judged) {
      return refused(judged.text);
    }
    if ((await ports.controls.saveExchange(accepted, exchange.version)) === 'conflict') {
      return 'conflict';
    }
    // Of this and an absence at once, each alone may leave somebody: whoever sees both gives in.
    const after = withoutExchange(await currentRota(ports, config), exchange.id);
    const again =
      JSON.stringify(after) === JSON.stringify(before)
        ? judged
        : judge(accepted, after, config, now);
    if ('text' in again) {
      const reopened = { ...exchange, version: accepted.version + 1 };
      await ports.controls.saveExchange(reopened, accepted.version);
      return refused(again.text);
    }
    return { kind: 'done', exchange: accepted, effect: again.effect };
  };
}

function judge(accepted: Exchange, rota: Rota, config: Config, now: Instant) {
  const why = whyNoExchange(accepted, rota, now);
  if (why !== undefined) {
    return { text: why.text };
  }
  const effect = exchangeEffect(accepted, rota, now);
  const text = whyUncovered(effect, config);
  return text === undefined ? { effect } : { text };
}

function withoutExchange({ config, overrides }: Rota, id: string): Rota {
  return { config, overrides: overrides.filter((one) => exchangeOfOverride(one.id) !== id) };
}

function endExchange(ports: AnswerPorts, config: Config) {
  const { controls } = ports;
  const whyStays = async (exchange: Exchange, now: Instant): Promise<string | undefined> => {
    if (exchange.accepted === undefined) {
      return undefined;
    }
    const without = withoutExchange(await currentRota(ports, config), exchange.id);
    const text = whyUncovered(withdrawalEffect(exchange, without, now), config);
    return text && `${text} Set an override for somebody else first.`;
  };
  return async (
    exchange: Exchange,
    { answer, by }: AnsweredExchange,
    now: Instant,
  ): Promise<Decided> => {
    const kind = answer === 'decline' ? 'declined' : 'withdrawn';
    if (exchangeState(exchange, now) === kind) {
      return { kind: 'already', exchange };
    }
    const text = whyNotEnd(exchange, kind, now) ?? (await whyStays(exchange, now));
    if (text !== undefined) {
      return { kind: 'refused', exchange, text };
    }
    const ended = { kind, at: now, by: actorOf(by) } as const;
    const saved = { ...exchange, version: exchange.version + 1, ended };
    if ((await controls.saveExchange(saved, exchange.version)) === 'conflict') {
      return 'conflict';
    }
    // Its giver may have said at the same moment that they are away, while it still stood.
    const late = await whyStays(exchange, now);
    if (late !== undefined) {
      const again = { ...exchange, version: saved.version + 1 };
      await controls.saveExchange(again, saved.version);
      return { kind: 'refused', exchange, text: late };
    }
    return { kind: 'done', exchange: saved };
  };
}

function whyNotEnd(exchange: Exchange, kind: 'declined' | 'withdrawn', now: Instant) {
  const state = exchangeState(exchange, now);
  if (state === 'accepted' && kind === 'withdrawn') {
    return exchangeSpan(exchange).from > now
      ? undefined
      : 'Its first turn has begun, so it can be withdrawn as a whole no more. Set an override for what is left.';
  }
  if (state !== 'open') {
    return whyOver(exchange, state);
  }
  return kind === 'declined' && exchange.taker === undefined
    ? 'All of the schedule are asked: whoever does not take it need not answer.'
    : undefined;
}

function whyOver(exchange: Exchange, state: ReturnType<typeof exchangeState>): string {
  const { accepted, ended, taker } = exchange;
  switch (state) {
    case 'accepted':
      return `It has been accepted already: ${taker} takes it, by ${accepted?.by.by}.`;
    case 'expired':
      return 'It has expired: the turn has begun.';
    default:
      return `It has been ${state} already, by ${ended?.by.by}.`;
  }
}

function isThis(person: string) {
  return ({ id }: { readonly id: string }) => id === person;
}
