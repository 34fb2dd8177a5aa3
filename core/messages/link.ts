import { fingerprint } from '../alert/fingerprint.ts';
import { incidentId, parseIncidentId } from '../incident/incident.ts';
import { DAY, HOUR, type Instant } from '../time/instant.ts';

/** The minimum lifetime of a link; the link of a page works for as long as its incident is open. */
export const LINK_LIFETIME = DAY;

/**
 * The target of a link: the page that carried it, somebody's open incidents, or an exchange of
 * turns that somebody may answer. Persons, pages and exchanges are named by `linkTag`.
 */
export type LinkTarget =
  | { readonly kind: 'page'; readonly incident: string; readonly page: string }
  | { readonly kind: 'inbox'; readonly responder: string; readonly expiresAt: Instant }
  | { readonly kind: 'exchange'; readonly exchange: string; readonly person: string };

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HASH_DIGITS = 11;
const TAG_DIGITS = 7;

/**
 * A short name for a page id or a person's id: 42 bits of its fingerprint. The token's signature,
 * not the tag, is unguessable.
 */
export function linkTag(id: string): string {
  return digits(BigInt(`0x${fingerprint([id])}`) >> 22n, TAG_DIGITS);
}

/**
 * Returns when an inbox link made now expires: a whole hour, so that it stays short and the same
 * for an hour.
 */
export function inboxExpiry(now: Instant): Instant {
  return Math.ceil((now + LINK_LIFETIME) / HOUR) * HOUR;
}

/**
 * Encodes the target in as few url-safe characters as possible, about 19, so that a signature and a
 * long host name still leave room in an SMS. It needs no stored record. The kinds differ in
 * their first character, so that a signature for one is never valid for another.
 */
export function linkText(target: LinkTarget): string {
  if (target.kind === 'inbox') {
    return `i${target.responder}${Math.floor(target.expiresAt / HOUR).toString(36)}`;
  }
  if (target.kind === 'exchange') {
    return `x${target.exchange}${target.person}`;
  }
  const parts = parseIncidentId(target.incident);
  if (parts === undefined) {
    throw new Error(`${target.incident} is not the id of an incident`);
  }
  const hash = digits(BigInt(`0x${parts.groupHash}`), HASH_DIGITS);
  return `a${hash}${target.page}${parts.episode.toString(36)}`;
}

/**
 * Decodes the text of a link; undefined if it is not one. Only the signature tells whether the
 * platform made it.
 */
export function parseLinkText(text: string): LinkTarget | undefined {
  const inbox = /^i([\w-]{7})([0-9a-z]{4,5})$/.exec(text);
  if (inbox?.[1] && inbox[2]) {
    return {
      kind: 'inbox',
      responder: inbox[1],
      expiresAt: Number.parseInt(inbox[2], 36) * HOUR,
    };
  }
  const exchange = /^x([\w-]{7})([\w-]{7})$/.exec(text);
  if (exchange?.[1] && exchange[2]) {
    return { kind: 'exchange', exchange: exchange[1], person: exchange[2] };
  }
  const page = /^a([\w-]{11})([\w-]{7})([0-9a-z]{1,7})$/.exec(text);
  if (!page?.[1] || !page[2] || !page[3]) {
    return undefined;
  }
  const hash = number(page[1]).toString(16).padStart(16, '0');
  const incident = incidentId(hash, Number.parseInt(page[3], 36));
  if (parseIncidentId(incident) === undefined) {
    return undefined;
  }
  return { kind: 'page', incident, page: page[2] };
}

/** The prefix of a page's link with a sealed text; an unsealed one begins with `a`. */
const SEALED = 's';

/**
 * Encrypts the text of a page's link with the mask, without changing its length. The hash in the id
 * of an incident is unkeyed: whoever tried all record numbers could find there whom the page is
 * about.
 */
export function sealText(text: string, mask: Uint8Array): string {
  return SEALED + masked(text.slice(1), mask);
}

/** Decrypts a text that was sealed with the mask; undefined if it is not sealed. */
export function unsealText(text: string, mask: Uint8Array): string | undefined {
  return text.startsWith(SEALED) ? `a${masked(text.slice(1), mask)}` : undefined;
}

/** Combines each digit with six bits of the mask. */
function masked(text: string, mask: Uint8Array): string {
  const turned = Array.from(
    text,
    (char, i) => DIGITS[DIGITS.indexOf(char) ^ ((mask[i] ?? 0) & 63)] ?? '',
  );
  return turned.join('');
}

function digits(value: bigint, count: number): string {
  let text = '';
  for (let rest = value; text.length < count; rest >>= 6n) {
    text = DIGITS[Number(rest & 63n)] + text;
  }
  return text;
}

function number(text: string): bigint {
  let value = 0n;
  for (const char of text) {
    value = (value << 6n) | BigInt(DIGITS.indexOf(char));
  }
  return value;
}
