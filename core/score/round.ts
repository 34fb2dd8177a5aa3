/** More digits of a value are noise, as a conversion of units leaves it. */
const DIGITS = 12;

/**
 * Rounds half up to a number of decimals, as a value is charted: 36.05 is 36.1, and 35.04 is 35.0.
 * It goes by the decimal text, since the number 36.05 lies a little off it, and which way depends
 * on the number.
 */
export function roundHalfUp(value: number, decimals: number): number {
  if (!Number.isFinite(value)) {
    return value;
  }
  const scaled = shift(Number(value.toPrecision(DIGITS)), decimals);
  // Without the sum, -0.4 would be a zero with a sign.
  return shift(Math.round(scaled), -decimals) + 0;
}

/** Moves the decimal point of a number without any arithmetic. */
function shift(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
