import { type ExchangeCard, exchangeCard } from '#core/messages/exchange-text.ts';
import { type LinkTarget, linkTag } from '#core/messages/link.ts';
import { type Exchange, exchangeSpan, exchangeState } from '#core/oncall/exchange.ts';
import type { Person } from '#core/responder/person.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import type { Instant } from '#core/time/instant.ts';
import { answerExchange, type ExchangeOutcome, mayThemselves } from './answer-exchange.ts';
import { UNPROVEN } from './link-request.ts';
import type { LinkAnswer } from './link-view.ts';
import type { Ports } from './ports.ts';
import { signForm, verifyForm } from './sign-form.ts';

type ExchangeTarget = Extract<LinkTarget, { readonly kind: 'exchange' }>;

/** What somebody may answer by a link. */
export const LINK_ANSWERS = ['accept', 'decline'] as const;

type Answer = (typeof LINK_ANSWERS)[number];

/** What whoever has followed the link of an exchange sees. */
export type ExchangeLinkView =
  | {
      readonly kind: 'exchange';
      readonly person: string;
      readonly card: ExchangeCard;
      /** What there is to answer: nothing once it is over. */
      readonly answers: readonly Answer[];
      readonly form: string;
      readonly answer?: LinkAnswer;
    }
  /** Its turn has begun, or it or its person is there no more. */
  | { readonly kind: 'exchange_over' };

/** The button that was pressed. */
export interface ExchangeLinkRequest {
  readonly action: Answer;
  readonly form: string;
}

/** Carries out an answer by a link, and does something around it: keeps it on record, say. */
export type AroundExchange = (
  answered: { readonly by: string; readonly action: Answer; readonly exchange: Exchange },
  carryOut: () => Promise<ExchangeOutcome>,
) => Promise<ExchangeOutcome>;

type LinkPorts = Pick<Ports, 'controls' | 'links' | 'pageQueue'>;

/**
 * Shows an exchange to the person whose link it is. It changes nothing, because mail scanners and
 * previews follow links too.
 */
export function openExchangeLink(ports: LinkPorts, config: Config) {
  return async (token: string, target: ExchangeTarget, now: Instant): Promise<ExchangeLinkView> => {
    const found = await follow(ports, config, target, now);
    return found === undefined
      ? { kind: 'exchange_over' }
      : show(ports, config, { ...found, token }, now);
  };
}

/**
 * Carries out what somebody answers through a link, as the person whose link it is. A request
 * without a valid form token changes nothing, and neither does one that is no form of ours
 * (undefined).
 */
export function answerExchangeLink(ports: LinkPorts, config: Config) {
  const carryOut = answerExchange(ports, config);
  return async (
    { token, target }: { readonly token: string; readonly target: ExchangeTarget },
    request: ExchangeLinkRequest | undefined,
    now: Instant,
    around: AroundExchange,
  ): Promise<ExchangeLinkView> => {
    const found = await follow(ports, config, target, now);
    if (found === undefined) {
      return { kind: 'exchange_over' };
    }
    const opened = { ...found, token };
    const proof = request && (await verifyForm(ports.links, token, request.form));
    if (request === undefined || proof === undefined) {
      return { ...(await show(ports, config, opened, now)), answer: UNPROVEN };
    }
    const { exchange, person } = found;
    const { action } = request;
    const isOpen = exchangeState(exchange, now) === 'open';
    if (isOpen && !answersOf(exchange, person, config, now).includes(action)) {
      const answer = { kind: 'refused', text: 'Not done. It is not for you to answer.' } as const;
      return { ...(await show(ports, config, opened, now)), answer };
    }
    const answered = { id: exchange.id, answer: action, by: { by: person.id } };
    const outcome = await around({ by: person.id, action, exchange }, () =>
      carryOut(answered, now),
    );
    if (outcome.kind === 'not_found') {
      return { kind: 'exchange_over' };
    }
    const view = await show(ports, config, { ...opened, exchange: outcome.exchange }, now);
    return { ...view, answer: answerOf(outcome, action) };
  };
}

interface Followed {
  readonly exchange: Exchange;
  readonly person: Person;
}

/** A link works until the first turn begins; it then has nothing to say any more. */
async function follow(
  { controls }: LinkPorts,
  config: Config,
  target: ExchangeTarget,
  now: Instant,
): Promise<Followed | undefined> {
  const exchange = (await controls.exchanges()).find(({ id }) => linkTag(id) === target.exchange);
  const person = teamPeople(config).find(({ id }) => linkTag(id) === target.person);
  return exchange === undefined || person === undefined || exchangeSpan(exchange).from <= now
    ? undefined
    : { exchange, person };
}

async function show(
  { links }: LinkPorts,
  config: Config,
  { exchange, person, token }: Followed & { readonly token: string },
  now: Instant,
): Promise<Extract<ExchangeLinkView, { readonly kind: 'exchange' }>> {
  const seen = linkTag(`${exchange.id} ${exchange.version}`);
  return {
    kind: 'exchange',
    person: person.name,
    card: exchangeCard(exchange, person.id, { config, now }),
    answers: answersOf(exchange, person, config, now),
    form: await signForm(links, token, seen),
  };
}

function answersOf(
  exchange: Exchange,
  { id }: Person,
  config: Config,
  now: Instant,
): readonly Answer[] {
  if (exchangeState(exchange, now) !== 'open') {
    return [];
  }
  const isAskedAlone = exchange.taker !== undefined;
  return LINK_ANSWERS.filter(
    (answer) =>
      mayThemselves(answer, exchange, id, config) && (answer === 'accept' || isAskedAlone),
  );
}

function answerOf(
  outcome: Exclude<ExchangeOutcome, { kind: 'not_found' }>,
  action: Answer,
): LinkAnswer {
  if (outcome.kind === 'refused') {
    return { kind: 'refused', text: `Not done. ${outcome.text}` };
  }
  if (outcome.kind === 'already') {
    return { kind: 'already', text: 'Nothing changed: it has been answered so before.' };
  }
  const text = action === 'accept' ? 'You have accepted.' : 'You have declined.';
  return { kind: 'done', text };
}
