/** What a program of others has written; nothing is known of it before it is asked. */
export type Raw = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a text that is there and not empty; numbers are texts too, as ids often are. */
export function textOf(value: Raw, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const found = value[key];
    if ((typeof found === 'string' && found !== '') || typeof found === 'number') {
      return String(found);
    }
  }
  return undefined;
}

export function numberOf(value: Raw, ...keys: readonly string[]): number | undefined {
  const text = textOf(value, ...keys);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Returns the objects of a list; one alone is a list of one, as blocks of Terraform may be. */
export function listOf(value: Raw, ...keys: readonly string[]): readonly Raw[] {
  const found = keys.map((key) => [value[key]].flat().filter(isRecord));
  return found.find((list) => list.length > 0) ?? [];
}

/** Returns an object; the first of a list, as a block of Terraform is. */
export function partOf(value: Raw, ...keys: readonly string[]): Raw {
  return listOf(value, ...keys)[0] ?? {};
}

/** Returns the texts of a list. */
export function textsOf(value: Raw, key: string): readonly string[] {
  const found = value[key];
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}
