import type { Incident } from '../incident/incident.ts';
import { linkTag } from './link.ts';

/*
 * Every form of a page that a link opens carries a token of its own: the link and what the page
 * showed, signed. What is posted without one comes from nobody who has seen that page: from a
 * scanner of mail that tries the address, or from a page of a version before.
 */

/**
 * What the token of a form signs. No link's text begins so: the signature of one never fits the
 * other. `seen` says in seven characters what the page showed.
 */
export function formText(link: string, seen: string): string {
  return `form ${link} ${seen}`;
}

/**
 * How an incident stands, as far as an answer depends on it: whether somebody has it, who, and how
 * bad it is. Not its version, which changes with every page that leaves: whoever
 * presses a button a moment later must not have to press it again.
 */
export function answerStateTag(incident: Incident): string {
  const { status, severity, acknowledgement: taken } = incident;
  return linkTag(JSON.stringify([status, severity, taken?.by]));
}

/**
 * Exactly these incidents in this order, by the tokens of their links, on the list or on the page
 * that asks about them all.
 */
export function listTag(page: 'list' | 'question', tokens: readonly string[]): string {
  return linkTag(`${page} ${tokens.join(' ')}`);
}
