import { randomUUID } from 'node:crypto';
import { omit } from '#core/collections/omit.ts';
import {
  type Exchange,
  exchangeSpan,
  exchangeState,
  type GivenTime,
  halvesOf,
} from '#core/oncall/exchange.ts';
import type { Config } from '#core/team/config.ts';
import { askedPeople, type ExchangeEffect } from '#core/team/exchange-check.ts';
import { teamPeople } from '#core/team/team-people.ts';
import type { Instant } from '#core/time/instant.ts';
import { resolveTypedTime, type TypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { AuditDetails, NoteAudit } from '#http/audit-recorder.ts';
import { type Caller, speaksFor } from '#http/caller.ts';
import { unknownFilter } from '#http/filters.ts';
import { type HttpAnswer, json } from '#http/http.ts';
import { lacksRight } from '#http/not-allowed.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { actorFields, requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import {
  answerExchange,
  type ExchangeAnswer,
  findExchange,
  mayThemselves,
} from '#usecases/answer-exchange.ts';
import { askExchange } from '#usecases/ask-exchange.ts';
import type { ExchangeAnsweredView, ExchangeView } from './exchanges.contract.ts';
import { ACCEPTANCE, EXCHANGE_END, EXCHANGE_PAGES, NEW_EXCHANGE } from './exchanges.requests.ts';
import { shownOf, spanView } from './shown-spans.ts';

/** What a body says of an answer. */
interface Meant {
  readonly id: string;
  readonly by?: string | undefined;
  readonly taker?: string | undefined;
}

/** The routes of covers and swaps. */
export function exchangeRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<
  | 'GET /v1/exchanges'
  | 'POST /v1/exchanges'
  | 'POST /v1/exchanges/accept'
  | 'POST /v1/exchanges/decline'
  | 'POST /v1/exchanges/withdraw'
> {
  const ask = askExchange(ports, config);
  const carryOut = answerExchange(ports, config);

  async function answer(
    answered: ExchangeAnswer,
    { id, by, taker }: Meant,
    caller: Caller,
    note: NoteAudit,
  ): Promise<HttpAnswer> {
    const who = requestActor(by, caller, config);
    if (isProblem(who)) {
      return who;
    }
    const found = await findExchange(ports, id);
    if (found !== undefined && !mayAnswer(answered, found, caller, config)) {
      return lacksRight(caller, 'lead', ONLY_OWN[answered]);
    }
    const isLead = caller.rights.includes('lead');
    if (taker !== undefined && taker !== who.by && !isLead) {
      return lacksRight(caller, 'lead', ONLY_OWN.accept);
    }
    const meant = { id, answer: answered, by: who, ...(taker !== undefined && { taker }) };
    const outcome = await carryOut(meant, clock());
    switch (outcome.kind) {
      case 'not_found':
        return problem('not_found', `There is no exchange "${id}".`);
      case 'refused':
        return problem('refused', outcome.text);
      default:
        note(audited(outcome.exchange));
        return json(200, answeredView(outcome, clock()));
    }
  }

  return {
    'GET /v1/exchanges': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(EXCHANGE_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const now = clock();
      const found = (await ports.controls.exchanges()).filter((one) =>
        isWanted(one, query, config, now),
      );
      const names = {
        person: teamPeople(config).map(({ id }) => id),
        schedule: Object.keys(config.schedules),
      };
      const unknown = found.length === 0 ? unknownFilter(query, names) : undefined;
      if (unknown !== undefined) {
        return problem('unknown_name', unknown);
      }
      const { views, next } = pageOf(found, page, {
        placeOf: (exchange) => [exchangeSpan(exchange).from, exchange.id],
        view: (exchange) => view(exchange, now),
      });
      return json(200, { exchanges: views, ...next });
    }),
    'POST /v1/exchanges': gate.withRight('respond', (event, caller, note) =>
      readJson(event, NEW_EXCHANGE, async ({ by, giver, taker, inReturn, comment, ...typed }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        if (![giver, taker].some((one) => one !== undefined && speaksFor(caller, one))) {
          return lacksRight(caller, 'lead', ONLY_OWN.ask);
        }
        const now = clock();
        const given = timeOf(typed.schedule, typed, config, now);
        const { schedule = typed.schedule, ...times } = inReturn ?? typed;
        const asked: Exchange = {
          ...{ id: randomUUID(), version: 1, createdAt: now, ...requestAuthor(by, caller) },
          giver,
          ...(taker !== undefined && { taker }),
          given,
          ...(inReturn !== undefined && { inReturn: timeOf(schedule, times, config, now) }),
          awaits: taker !== undefined && who.by === taker ? 'giver' : 'taker',
          ...(comment !== undefined && { comment }),
        };
        const outcome = await ask(asked, who, now);
        if (outcome.kind !== 'asked') {
          return problem(outcome.kind === 'unknown' ? 'unknown_name' : 'refused', outcome.text);
        }
        note(audited(outcome.exchange));
        return json(201, answeredView(outcome, now));
      }),
    ),
    'POST /v1/exchanges/accept': gate.withRight('respond', (event, caller, note) =>
      readJson(event, ACCEPTANCE, (fields) => answer('accept', fields, caller, note)),
    ),
    'POST /v1/exchanges/decline': gate.withRight('respond', (event, caller, note) =>
      readJson(event, EXCHANGE_END, (fields) => answer('decline', fields, caller, note)),
    ),
    'POST /v1/exchanges/withdraw': gate.withRight('respond', (event, caller, note) =>
      readJson(event, EXCHANGE_END, (fields) => answer('withdraw', fields, caller, note)),
    ),
  };
}

const ONLY_OWN = {
  ask: 'A responder gives a turn of their own away, or takes one in person; for others a lead asks',
  accept: 'Whoever is asked accepts, in person; for others a lead does',
  decline: 'Whoever is asked declines, in person; for others a lead does',
  withdraw:
    'Whoever has asked withdraws what is open, and the giver a cover that was accepted; the rest is for a lead',
} as const;

/** Whether a caller may answer an exchange so. */
export function mayAnswer(
  answer: ExchangeAnswer,
  exchange: Exchange,
  caller: Caller,
  config: Config,
): boolean {
  const person = caller.kind === 'person' ? caller.person : undefined;
  const isTheirs = person !== undefined && mayThemselves(answer, exchange, person, config);
  // Whoever answers what is over already is told so.
  const isOver = answer === 'accept' && person !== undefined && exchange.accepted !== undefined;
  return isTheirs || isOver || caller.rights.includes('lead');
}

function timeOf(
  schedule: string,
  { from, to }: { readonly from: TypedTime; readonly to: TypedTime },
  { timeZone }: Config,
  now: Instant,
): GivenTime {
  const begin = resolveTypedTime(from, { timeZone, after: now }).at;
  return { schedule, from: begin, to: resolveTypedTime(to, { timeZone, after: begin }).at };
}

function isWanted(
  exchange: Exchange,
  { person, schedule, status }: Readonly<Record<string, string | undefined>>,
  config: Config,
  now: Instant,
): boolean {
  const { giver, taker } = exchange;
  const people = () => [giver, taker, ...askedPeople(exchange, config).map(({ id }) => id)];
  const schedules = halvesOf(exchange).map(({ time }) => time.schedule);
  return (
    (person === undefined || people().includes(person)) &&
    (schedule === undefined || schedules.includes(schedule)) &&
    (status === undefined || exchangeState(exchange, now) === status)
  );
}

function audited(exchange: Exchange): AuditDetails {
  const { id, giver, taker, given, inReturn } = exchange;
  const time = ({ schedule, from, to }: GivenTime) => `${schedule} ${isoTime(from)} ${isoTime(to)}`;
  return {
    object: { kind: 'exchange', id },
    after: {
      giver,
      ...(taker !== undefined && { taker }),
      given: time(given),
      ...(inReturn !== undefined && { inReturn: time(inReturn) }),
    },
  };
}

function view(exchange: Exchange, now: Instant): ExchangeView {
  const { given, inReturn, accepted, ended, createdAt } = exchange;
  const rest = omit(exchange, 'version', 'given', 'inReturn', 'accepted', 'ended', 'createdAt');
  return {
    ...rest,
    kind: inReturn === undefined ? 'cover' : 'swap',
    status: exchangeState(exchange, now),
    ...spanView(given),
    ...(inReturn !== undefined && { inReturn: spanView(inReturn) }),
    createdAt: isoTime(createdAt),
    ...(accepted !== undefined && { acceptedAt: isoTime(accepted.at) }),
    ...actorFields('acceptedBy', accepted?.by),
    ...(ended !== undefined && { endedAt: isoTime(ended.at) }),
    ...actorFields('endedBy', ended?.by),
  };
}

function answeredView(
  {
    exchange,
    effect,
    told,
  }: {
    readonly exchange: Exchange;
    readonly effect?: ExchangeEffect;
    readonly told: readonly string[];
  },
  now: Instant,
): ExchangeAnsweredView {
  return {
    ...view(exchange, now),
    told,
    ...(effect !== undefined && {
      changes: shownOf(effect.changes),
      alsoOnCall: shownOf(effect.alsoOnCall),
    }),
  };
}
