import { z } from 'zod';
import { jsonAnswer, jsonBody, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { AUTHOR, BY_WORDS, next, pageQuery } from '#http/query-contract.ts';
import { AWAY_EFFECT } from './absences.contract.ts';
import {
  ACCEPTANCE,
  EXCHANGE_END,
  EXCHANGE_PAGES,
  EXCHANGE_STATES,
  NEW_EXCHANGE,
} from './exchanges.requests.ts';

const time = { schedule: z.string(), from: moment, to: moment };

const EXCHANGE = {
  id: z.string(),
  kind: z.enum(['cover', 'swap']),
  status: z
    .enum(EXCHANGE_STATES)
    .describe('`expired`: the first turn has begun before anybody accepted'),
  giver: z.string().describe('whose turn it is'),
  taker: z.string().optional().describe('who takes it; left out: whoever of the schedule accepts'),
  ...time,
  inReturn: z.strictObject(time).optional().describe('what the giver takes of the taker for it'),
  awaits: z.enum(['giver', 'taker']).describe('whose answer is awaited, while it is open'),
  createdAt: moment,
  ...AUTHOR,
  acceptedAt: moment.optional(),
  acceptedBy: z.string().optional(),
  acceptedByKey: z.string().optional(),
  endedAt: moment.optional().describe('when it was declined or withdrawn'),
  endedBy: z.string().optional(),
  endedByKey: z.string().optional(),
  comment: z.string().optional().describe('why'),
};

const exchange = z.strictObject(EXCHANGE).meta({ id: 'Exchange' });

const told = list(z.string()).describe('the people to whom a message of it goes');

const alsoOnCall = list(z.strictObject({ person: z.string(), ...time })).describe(
  'when whoever takes a turn is on call in another schedule too',
);

const exchangeAnswered = z
  .strictObject({
    ...EXCHANGE,
    told,
    changes: AWAY_EFFECT.changes.optional(),
    alsoOnCall: alsoOnCall.optional(),
  })
  .meta({ id: 'ExchangeAnswered' });

export type ExchangeView = ViewOf<typeof exchange>;
export type ExchangeAnsweredView = ViewOf<typeof exchangeAnswered>;

const ID = 'the id of an exchange';

export const EXCHANGES = {
  'GET /v1/exchanges': {
    operationId: 'listExchanges',
    tag: 'on call',
    summary:
      'Lists covers and swaps, by when their first turn begins; they stay listed for 30 days.',
    access: { right: 'read' },
    query: {
      ...pageQuery(EXCHANGE_PAGES),
      person: z.string().describe('only those that this person gives, takes, or may accept'),
      schedule: z.string().describe('only those with a turn of this schedule'),
      status: z.enum(EXCHANGE_STATES).describe('only those that stand so'),
    },
    answers: {
      200: jsonAnswer(
        'A page of exchanges.',
        z.strictObject({ exchanges: list(exchange), next }).meta({ id: 'Exchanges' }),
      ),
    },
    problems: ['unknown_name'],
    example: { query: { status: 'open' } },
  },
  'POST /v1/exchanges': {
    operationId: 'askExchange',
    tag: 'on call',
    summary:
      'Asks a colleague, or all of a schedule, to take a turn; or to swap it for one of theirs.',
    description:
      'It changes nothing until it is accepted, and then stands as overrides: a swap as two that stand or fall together. Whoever is asked gets a message with a link to answer. Where the taker asks (`by`), it is an offer, and the giver answers. It is refused with the reason if it would leave a minute to nobody, if the taker is away or on call in that schedule too, or if the giver is not on call then; and it expires when its first turn begins. The same asked again is no second one.',
    access: { right: 'respond' },
    body: jsonBody(NEW_EXCHANGE, {
      giver: 'the id of whoever gives their turn away',
      taker: 'the id of whoever is to take it; left out: whoever of the schedule accepts first',
      schedule: 'the id of the schedule',
      from: 'from when',
      to: 'until when; without a date it is the first such time after `from`',
      inReturn:
        'the time of the taker that the giver takes for it, in the same schedule unless it names another',
      comment: 'why. It stands in no message',
      by: BY_WORDS,
    }),
    answers: { 201: jsonAnswer('It is asked.', exchangeAnswered) },
    problems: ['unknown_name', 'refused'],
    example: {
      body: {
        giver: 'anna',
        taker: 'bo',
        schedule: 'wards',
        from: '2026-03-24T07:00:00Z',
        to: '2026-03-24T19:00:00Z',
        by: 'anna',
      },
    },
  },
  'POST /v1/exchanges/accept': {
    operationId: 'acceptExchange',
    tag: 'on call',
    summary: 'Accepts a cover or a swap: from now on it stands.',
    description:
      'Of two who accept at once one wins, and the other is told who. It is judged again by how the schedules stand now.',
    access: { right: 'respond' },
    body: jsonBody(ACCEPTANCE, {
      id: ID,
      taker: 'who takes it, where all of a schedule are asked; left out: whoever accepts',
      by: BY_WORDS,
    }),
    answers: { 200: jsonAnswer('It stands; these turns change.', exchangeAnswered) },
    problems: ['unknown_name', 'not_found', 'refused'],
    example: { body: { id: '{exchange}', by: 'bo' } },
  },
  'POST /v1/exchanges/decline': {
    operationId: 'declineExchange',
    tag: 'on call',
    summary: 'Declines a cover or a swap that one person is asked for.',
    access: { right: 'respond' },
    body: jsonBody(EXCHANGE_END, { id: ID, by: BY_WORDS }),
    answers: { 200: jsonAnswer('It is declined.', exchangeAnswered) },
    problems: ['unknown_name', 'not_found', 'refused'],
    example: { body: { id: '{exchangeToDecline}', by: 'bo' } },
  },
  'POST /v1/exchanges/withdraw': {
    operationId: 'withdrawExchange',
    tag: 'on call',
    summary: 'Withdraws a cover or a swap as a whole, also one that was accepted.',
    description:
      'Whoever has asked withdraws what is open, and the giver a cover that was accepted; a swap that was accepted concerns two, and a lead withdraws it. It is refused once its first turn has begun.',
    access: { right: 'respond' },
    body: jsonBody(EXCHANGE_END, { id: ID, by: BY_WORDS }),
    answers: { 200: jsonAnswer('It is withdrawn.', exchangeAnswered) },
    problems: ['unknown_name', 'not_found', 'refused'],
    example: { body: { id: '{exchangeToWithdraw}', by: 'anna' } },
  },
} satisfies Record<string, Operation>;
