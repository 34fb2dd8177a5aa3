/**
 * The locale of times and numbers in a language: the browser's own variety of it, as `en-US`.
 * Where it names none English is British, since that has names for the zones of Europe.
 */
export function localeOf(language: string, wanted: readonly string[]): string {
  const own = wanted.find((one) => one.startsWith(`${language}-`));
  return own ?? (language === 'en' ? 'en-GB' : language);
}
