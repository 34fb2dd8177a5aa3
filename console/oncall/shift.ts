import type { Duty, Override, Turn } from '#api/client/index.ts';
import type { Span } from './days.ts';

/** A turn, or a gap, with its times in ms. */
export type Shift = Omit<Turn, 'from' | 'to'> & Span;

/** An override with its times in ms. */
export type Taken = Omit<Override, 'from' | 'to' | 'createdAt'> &
  Span & { readonly createdAt: number };

/** What a schedule holds within a window. */
export interface Calendar {
  /** As it will be served, gaps included. */
  readonly served: readonly Shift[];
  /** Of each layer by itself. */
  readonly layers: readonly Shift[];
  readonly overrides: readonly Taken[];
}

/** Whether somebody has one of the duties; an account of no person has none of nobody. */
export function isOnCall(
  person: string | undefined,
  duties: readonly Pick<Duty, 'person'>[],
): boolean {
  return person !== undefined && duties.some((duty) => duty.person === person);
}
