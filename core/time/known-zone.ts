import { closest } from '../text/closest.ts';

/**
 * The name of a time zone as written, but for the case of its letters; undefined if there is no
 * such zone. Names of IANA only: `+02:00` would forget that clocks change.
 */
export function knownZone(name: string): string | undefined {
  if (!/^[a-z]/i.test(name)) {
    return undefined;
  }
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
  }
}

/** What to write instead of a name that is no zone's. */
export function zoneHint(name: string): string {
  const meant = closest(name, Intl.supportedValuesOf('timeZone'));
  return meant ? `did you mean "${meant}"?` : 'write its IANA name, such as Europe/Stockholm';
}
