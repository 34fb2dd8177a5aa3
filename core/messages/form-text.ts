import type { Incident } from '../incident/incident.ts';
import { linkTag } from './link.ts';

/*
 * Every form of a link's page carries its own token: a signature of the link and of the state that
 * the page showed. A request without one does not come from a person who has seen that page, but
 * from a mail scanner that tries the address, or from a page of an earlier version.
 */

/**
 * Returns the text that the token of a form signs. No link's text has this prefix, so neither
 * signature is valid for the other. `seen` encodes the state that the page showed in seven
 * characters.
 */
export function formText(link: string, seen: string): string {
  return `form ${link} ${seen}`;
}

/**
 * Encodes the state of an incident as far as an answer depends on it: whether somebody has
 * acknowledged it, or answered as one of several, who, and how severe it is. The version is left
 * out, because it changes with every page: a person who presses a button a moment later must not
 * have to press it again.
 */
export function answerStateTag(incident: Incident): string {
  const { status, severity, acknowledgement: taken, answers } = incident;
  const others = answers?.from.map(({ by }) => by) ?? [];
  return linkTag(JSON.stringify([status, severity, taken?.by, ...others]));
}

/**
 * Identifies exactly these incidents in this order, by the tokens of their links, on the list or on
 * its confirmation page.
 */
export function listTag(page: 'list' | 'question', tokens: readonly string[]): string {
  return linkTag(`${page} ${tokens.join(' ')}`);
}
