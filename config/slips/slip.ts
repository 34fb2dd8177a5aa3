import { CHANNEL_TITLE, CONTACTS_TITLE } from '../schema/contacts.ts';
import type { Names } from '../schema/names.ts';
import { OVER_TIME_TITLE } from '../schema/over-time.ts';
import { dateSlip, timeSlip, zoneSlip } from './clock.ts';
import { durationSlip } from './duration.ts';
import { numberSlip, pairSlip, shareSlip } from './numbers.ts';
import { overTimeSlip } from './over-time.ts';
import { channelSlip, mailboxSlip, phoneSlip } from './person.ts';
import { spanSlip } from './spans.ts';
import { matcherSlip, targetSlip } from './targets.ts';
import { booleanSlip, daySlip, noPolicySlip, severitySlip } from './words.ts';

/** A value that does not fit its place. */
export interface Slip {
  /** The value that YAML parsed. */
  readonly input: unknown;
  /** A scalar as it is written in the file, where `07.00` is not 7; empty for other values. */
  readonly written: string;
  /** The title of its place in the schema, which completes "… is not". */
  readonly wanted: string;
  /** The names that the file defines. */
  readonly names: Names;
}

type Row = readonly [wanted: RegExp, hint: (slip: Slip) => string | undefined];

const startingWith = (title: string) => new RegExp(`^${title}`, 'u');

/**
 * Mistakes that people make by habit, from other tools or plain language, by the expected format.
 */
const SLIPS: readonly Row[] = [
  [startingWith(OVER_TIME_TITLE), ({ input, written }) => overTimeSlip(input, written)],
  [/./u, ({ written, wanted }) => (/label/u.test(wanted) ? undefined : curlyQuotes(written))],
  [/duration|length of a turn/u, ({ written, wanted }) => durationSlip(written, wanted)],
  [/time of day/u, ({ written, wanted }) => timeSlip(written, wanted)],
  [/^a date/u, ({ written }) => dateSlip(written)],
  [/time zone/u, ({ written }) => zoneSlip(written)],
  [/phone number/u, ({ written, input }) => phoneSlip(written, input)],
  [/e-mail address/u, ({ written }) => mailboxSlip(written)],
  [/^one of critical/u, ({ written }) => severitySlip(written)],
  [startingWith(CHANNEL_TITLE), ({ written }) => channelSlip(written)],
  [/one or more days|^one of mon/u, ({ input, wanted }) => daySlip(input, wanted)],
  [/spans of time|, from and to$/u, ({ input, wanted }) => spanSlip(input, wanted)],
  [/schedule: (and|icu)/u, ({ input, wanted, names }) => targetSlip(input, wanted, names)],
  [/^a pair of numbers/u, ({ input }) => pairSlip(input)],
  [/^a number/u, ({ input }) => numberSlip(input)],
  [/conditions? on (a )?label/u, ({ input, wanted }) => matcherSlip(input, wanted)],
  [/^true or false/u, ({ written }) => booleanSlip(written)],
  [/policy, or none/u, ({ input }) => noPolicySlip(input)],
  [/share of the last/u, ({ written }) => shareSlip(written)],
  [/^a whole number/u, ({ written }) => wholeSlip(written)],
  [/^a mapping with times, within/u, ({ written }) => flappingSlip(written)],
  [/^a mapping with time_zone and layers/u, ({ input }) => layersSlip(input)],
  [/^a mapping of severity/u, () => 'write { critical: …, info: none }, with names of policies'],
  [startingWith(CONTACTS_TITLE), contactsSlip],
  [/^a mapping with name, contacts/u, ({ input }) => personSlip(input)],
  [/^a mapping of (one or more )?names|^a mapping of subject/u, namesSlip],
  [/^the name of/u, nameSlip],
  [/^a list of .*(rules|routes|layers|steps)/u, itemsSlip],
  [/web address/u, ({ written }) => addressSlip(written)],
  [/^a list/u, ({ input }) => (isScalar(input) ? `write a list: [${input}]` : undefined)],
  [/text|name/u, ({ input }) => (typeof input === 'number' ? 'put it in quotes' : undefined)],
];

/**
 * Suggests what to do about a value that does not fit; undefined if nobody can tell what was meant.
 */
export function slipHint(slip: Slip): string | undefined {
  const { input, wanted } = slip;
  if (input === null) {
    return `write ${wanted}, or remove it`;
  }
  for (const [place, hint] of SLIPS) {
    const found = place.test(wanted) ? hint(slip) : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function isScalar(input: unknown): boolean {
  return typeof input !== 'object';
}

/** Word processors and mail programs put them in place of straight quotes. */
function curlyQuotes(written: string): string | undefined {
  return /^[“”„‟«»‘’‚]|[“”„‟«»‘’]$/u.test(written)
    ? 'these are typographic quotes, which belong to the text: write straight ones, "…"'
    : undefined;
}

function wholeSlip(written: string): string | undefined {
  if (/^\d+ *[a-z]+$/iu.test(written)) {
    return 'it is how many times, not how long: wait of the last step says how long';
  }
  return /^(true|yes|on|forever|always)$/iu.test(written) ? 'write how many times' : undefined;
}

function flappingSlip(written: string): string | undefined {
  if (/^\d+$/u.test(written)) {
    return `write { times: ${written} }`;
  }
  return /^(false|no|off|never|none)$/iu.test(written) ? 'write { times: never }' : undefined;
}

function contactsSlip({ input, written }: Slip): string {
  if (Array.isArray(input)) {
    return 'write it without the list: { sms: "+46701234567" }';
  }
  const kind = written.includes('@') ? `email: ${written}` : 'sms: "+46701234567"';
  return `write { ${kind} }`;
}

function layersSlip(input: unknown): string | undefined {
  return Array.isArray(input) ? 'write layers: before the list' : undefined;
}

function personSlip(input: unknown): string | undefined {
  return isScalar(input)
    ? 'write { name: Anna, contacts: { sms: "+46701234567" } }, with their own'
    : undefined;
}

function namesSlip({ input }: Slip): string | undefined {
  if (Array.isArray(input)) {
    return 'write a mapping: each entry begins with its name and a colon, as "anna: { … }", and has no "- " before it';
  }
  return isScalar(input) ? 'write a mapping: name: { … }' : undefined;
}

function nameSlip({ input }: Slip): string | undefined {
  const inner = Array.isArray(input) ? input : Object.values(Object(input));
  const [only] = inner;
  return typeof input === 'object' && inner.length === 1 && typeof only === 'string'
    ? `write the name alone: ${only}`
    : undefined;
}

function itemsSlip({ input, wanted }: Slip): string | undefined {
  if (isScalar(input) || Array.isArray(input)) {
    return undefined;
  }
  const what = /rules/u.test(wanted) ? '"- name: …"' : '"- "';
  return `it is a list: begin each of its entries with ${what}`;
}

function addressSlip(written: string): string | undefined {
  return /^(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}\//iu.test(written) && !written.includes(':')
    ? `write the whole address: https://${written}`
    : undefined;
}
