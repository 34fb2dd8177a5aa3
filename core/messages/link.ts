import { fingerprint } from '../alert/fingerprint.ts';
import { incidentId, parseIncidentId } from '../incident/incident.ts';
import { DAY, HOUR, type Instant } from '../time/instant.ts';

/** How long a link works at least; the link of a page works for as long as its incident is open. */
export const LINK_LIFETIME = DAY;

/**
 * What a link opens: the page that carried it, or the open incidents of somebody. Persons and pages
 * are named by `linkTag`.
 */
export type LinkTarget =
  | { readonly kind: 'page'; readonly incident: string; readonly page: string }
  | { readonly kind: 'inbox'; readonly responder: string; readonly expiresAt: Instant };

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HASH_DIGITS = 11;
const TAG_DIGITS = 7;

/**
 * A short name for a page id or a person's id: 42 bits of its fingerprint. The token's signature,
 * not the tag, is what cannot be guessed.
 */
export function linkTag(id: string): string {
  return digits(BigInt(`0x${fingerprint([id])}`) >> 22n, TAG_DIGITS);
}

/**
 * When an inbox link that is made now expires: a whole hour, so that it stays short and the same
 * for an hour.
 */
export function inboxExpiry(now: Instant): Instant {
  return Math.ceil((now + LINK_LIFETIME) / HOUR) * HOUR;
}

/**
 * The target in as few url-safe characters as it takes, about 19, so that a signature and a long
 * host name still leave room in an SMS. It needs no record of its own. The two kinds differ in
 * their first character, so that a signature for one never fits the other.
 */
export function linkText(target: LinkTarget): string {
  if (target.kind === 'inbox') {
    return `i${target.responder}${Math.floor(target.expiresAt / HOUR).toString(36)}`;
  }
  const parts = parseIncidentId(target.incident);
  if (parts === undefined) {
    throw new Error(`${target.incident} is not the id of an incident`);
  }
  const hash = digits(BigInt(`0x${parts.groupHash}`), HASH_DIGITS);
  return `a${hash}${target.page}${parts.episode.toString(36)}`;
}

/**
 * What a link's text names; undefined if it is not one. Whether we wrote it, only its signature
 * tells.
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

/** How a page's link begins whose text is sealed; one that is not begins with `a`. */
const SEALED = 's';

/**
 * The text of a page's link so that only who knows the mask can read it, as long as it was. The
 * hash in the id of an incident has no key: whoever tries all record numbers would find there whom
 * the page is about.
 */
export function sealText(text: string, mask: Uint8Array): string {
  return SEALED + masked(text.slice(1), mask);
}

/** The text that was sealed with the mask; undefined if the text is not sealed. */
export function unsealText(text: string, mask: Uint8Array): string | undefined {
  return text.startsWith(SEALED) ? `a${masked(text.slice(1), mask)}` : undefined;
}

/** Each digit with six bits of the mask turned round in it. */
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
