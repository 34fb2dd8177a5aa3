/** The text with what is percent-encoded in it decoded; as it is where that is not well formed. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
