/** Marks omitted words: two full stops, since an ellipsis is not in GSM-7. */
const CUT = '..';

/** Cuts the text to at most `room` characters and marks the cut. */
export function truncate(text: string, room: number): string {
  if (text.length <= room) {
    return text;
  }
  return text.slice(0, Math.max(0, room - CUT.length)).trimEnd() + CUT;
}

/**
 * Cuts two texts to `room` characters together. Neither gets more than half of it if the other
 * needs its half.
 */
export function truncateBoth(a: string, b: string, room: number): readonly [string, string] {
  const half = Math.floor(room / 2);
  if (b.length <= half) {
    return [truncate(a, room - b.length), b];
  }
  if (a.length <= half) {
    return [a, truncate(b, room - a.length)];
  }
  return [truncate(a, half), truncate(b, half)];
}
