/** The pairs of windows of the SRE workbook, by their long ones. */
export const TIERS = ['1h', '6h', '1d', '3d'] as const;

export type Tier = (typeof TIERS)[number];

/** Some minutes in a row, from one of a recording to that before another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When each pair of windows alerts. */
export type Alerts = Readonly<Record<Tier, readonly Span[]>>;

/** Returns the spans of minutes, which are in order. */
export function spansOf(minutes: readonly number[]): readonly Span[] {
  const spans: Span[] = [];
  for (const minute of minutes) {
    const last = spans.at(-1);
    if (last?.to === minute) {
      spans[spans.length - 1] = { from: last.from, to: minute + 1 };
    } else {
      spans.push({ from: minute, to: minute + 1 });
    }
  }
  return spans;
}
