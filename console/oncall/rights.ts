import type { Duty, Exchange } from '#api/client/index.ts';
import { may, me } from '../frame/me.ts';
import { isOnCall, type Taken } from './shift.ts';

/** Whether the reader may set an override: of whomever, or a responder of themselves. */
export function mayOverride(): boolean {
  return may('lead') || (may('respond') && me.value?.person !== undefined);
}

/**
 * A responder removes what they have set in person of themselves; the rest is for a lead. Of a
 * cover or a swap they withdraw the whole, where these are listed.
 */
export function mayRemove({ person, createdBy, byPerson, exchange }: Taken): boolean {
  const own = me.value?.person;
  const isOwn = own !== undefined && person === own && createdBy === own && byPerson === true;
  const isSet = exchange === undefined;
  return may('lead') || (may('respond') && isOwn && isSet);
}

/** Whether the reader may give turns of somebody away, and say when they are away. */
export function mayGiveAway(person: string): boolean {
  return may('lead') || (may('respond') && me.value?.person === person);
}

/** Returns as whom the reader may offer to take turns of colleagues: in person alone. */
export function mayOfferAs(): string | undefined {
  return may('respond') ? me.value?.person : undefined;
}

/** Whether the reader may leave a note for the next: whoever is on call now, and a lead. */
export function mayLeaveNote(duties: readonly Duty[]): boolean {
  return may('lead') || (may('respond') && isOnCall(me.value?.person, duties));
}

export type ExchangeAnswer = 'accept' | 'decline' | 'withdraw';

/**
 * What the reader may answer to an exchange that is listed with somebody: that person's answer, in
 * person or as a lead, and to withdraw it as a whole.
 */
export function answersTo(exchange: Exchange, person: string): readonly ExchangeAnswer[] {
  const { status, awaits, giver, taker, kind } = exchange;
  const isLead = may('lead');
  const isTheirs = mayGiveAway(person);
  const isOpen = status === 'open';
  const isAsked =
    awaits === 'giver'
      ? person === giver
      : taker === undefined
        ? person !== giver
        : person === taker;
  const asker = awaits === 'giver' ? taker : giver;
  const mayWithdraw = isOpen
    ? asker === person
    : status === 'accepted' && kind === 'cover' && giver === person;
  return [
    ...(isOpen && isAsked && isTheirs ? (['accept'] as const) : []),
    ...(isOpen && isAsked && isTheirs && taker !== undefined ? (['decline'] as const) : []),
    ...((mayWithdraw && isTheirs) || (isLead && status === 'accepted')
      ? (['withdraw'] as const)
      : []),
  ];
}
