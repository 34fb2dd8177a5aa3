/** What is known of one hour of a season. */
export interface KnownHour {
  /** The level about which its values lie, and how far from it they usually are. */
  readonly level: number;
  readonly spread: number;
  /** How many values it is known by, at most `MOST_COUNTED`; 0: by none. */
  readonly count: number;
}

/** So many values make an hour known: more than one week has of it. */
export const FEWEST_KNOWN = 5;

/** Three weeks of an hour: a newer value counts as one of so many. */
const MOST_COUNTED = 12;

/** Values that are further from the level than so many spreads move it no more than those do. */
const FURTHEST = 3;

/** The spread over all hours counts as so many values of one: few values have no spread. */
const SHARED = 8;

/**
 * The spread with which an hour is judged: its own, and as long as that is known by few values
 * rather that of the whole series.
 */
export function spreadOf({ spread, count }: KnownHour, shared: number): number {
  return (spread * count + shared * SHARED) / (count + SHARED);
}

/**
 * Returns the hour after one more value. The level and the spread are moved towards it, by less the
 * more values they are known by (a stochastic approximation: Robbins and Monro 1951); how far one
 * value can move them is bounded (Huber 1964), so that a few that stray count little.
 */
export function taught(hour: KnownHour, value: number, shared: number): KnownHour {
  const { level, spread, count } = hour;
  if (count === 0) {
    return { level: value, spread: shared, count: 1 };
  }
  const share = 1 / (count + 1);
  const away = clamp(value - level, FURTHEST * spreadOf(hour, shared));
  return {
    level: level + away * share,
    spread: spread + (Math.abs(away) - spread) * share,
    count: Math.min(count + 1, MOST_COUNTED),
  };
}

/** Returns the spread over all hours after one more value that was so far from its hour's level. */
export function sharedSpread(shared: number, away: number, times: number): number {
  return shared + (clamp(away, FURTHEST * shared) - shared) / (times + 1);
}

/** What was flat until now bounds nothing. */
function clamp(away: number, most: number): number {
  return most === 0 ? away : Math.min(Math.max(away, -most), most);
}

/**
 * Returns the hour after a value that was unusual: it is not learned, and the hour is known by one
 * value less. Where it is unusual week after week the hour begins anew, but not while the alert
 * fires: nothing could tell that it is over.
 */
export function doubted(hour: KnownHour, firing: boolean): KnownHour {
  const count = hour.count - 1;
  if (count >= FEWEST_KNOWN) {
    return { ...hour, count };
  }
  return firing ? hour : { level: 0, spread: 0, count: 0 };
}

/** Level and spread as numbers of four bytes, and the count as one: 9 bytes, 12 characters. */
const BYTES = 9;
const CHARACTERS = 12;

/** Returns a season of hours of which nothing is known, as they are stored: 2 KB for a week. */
export function unknownHours(count: number): string {
  return encode({ level: 0, spread: 0, count: 0 }).repeat(count);
}

/** How many hours a season has that is stored so. */
export function hoursIn(hours: string): number {
  return hours.length / CHARACTERS;
}

/** The bytes of one hour: a buffer for each of the three of a sample cost half of judging it. */
const view = new DataView(new ArrayBuffer(BYTES));
const bytes = new Uint8Array(view.buffer);

export function readHour(hours: string, hour: number): KnownHour {
  const text = atob(hours.slice(hour * CHARACTERS, (hour + 1) * CHARACTERS));
  for (let i = 0; i < BYTES; i++) {
    bytes[i] = text.charCodeAt(i);
  }
  return { level: view.getFloat32(0), spread: view.getFloat32(4), count: view.getUint8(8) };
}

export function writeHour(hours: string, hour: number, known: KnownHour): string {
  const [before, after] = [hour * CHARACTERS, (hour + 1) * CHARACTERS];
  return hours.slice(0, before) + encode(known) + hours.slice(after);
}

function encode({ level, spread, count }: KnownHour): string {
  view.setFloat32(0, level);
  view.setFloat32(4, spread);
  view.setUint8(8, count);
  return btoa(String.fromCharCode(...bytes));
}
