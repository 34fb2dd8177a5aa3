import type { Duration } from '../time/instant.ts';
import type { Channel } from './channel.ts';

/** What somebody wants to be told of their turns on call. */
export interface TurnNoticeWishes {
  readonly channel: Channel;
  /** How long before a turn begins they are told that it does; null: they are not. */
  readonly ahead: Duration | null;
  readonly begins: boolean;
  readonly ends: boolean;
  /** When turns to come are given to them, taken from them, or moved. */
  readonly changes: boolean;
  /** An IANA zone, in which times are told beside that of the schedule; absent: none is. */
  readonly timeZone?: string;
}
