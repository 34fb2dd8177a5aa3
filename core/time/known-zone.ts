import { closest } from '../text/closest.ts';

/**
 * Returns the canonical spelling of a time zone's name; undefined if there is no such zone. Only
 * IANA names are allowed: `+02:00` would ignore that clocks change.
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

/** Suggests what to write instead of an invalid zone name. */
export function zoneHint(name: string): string {
  const meant = closest(name, Intl.supportedValuesOf('timeZone'));
  return meant ? `did you mean "${meant}"?` : 'write its IANA name, such as Europe/Stockholm';
}
