/**
 * Returns the text on one line, without control characters: text from outside must not look like a
 * line of ours.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .trim();
}
