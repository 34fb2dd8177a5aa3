import { may, me } from '../frame/me.ts';
import type { Taken } from './shift.ts';

/** Whether the reader may set an override: of whomever, or a responder of themselves. */
export function mayOverride(): boolean {
  return may('lead') || (may('respond') && me.value?.person !== undefined);
}

/** A responder removes what they have set in person of themselves; the rest is for a lead. */
export function mayRemove({ person, createdBy, byPerson }: Taken): boolean {
  const own = me.value?.person;
  const isOwn = own !== undefined && person === own && createdBy === own && byPerson === true;
  return may('lead') || (may('respond') && isOwn);
}
