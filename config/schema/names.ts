import { RESERVED_PREFIX } from '#core/alert/reserved-prefix.ts';
import { suggest } from '#core/text/closest.ts';
import { readDate } from './formats.ts';
import { quoted, textFormat } from './text-format.ts';

/** The names that a document defines, so that every reference can be checked in place. */
export interface Names {
  readonly people: readonly string[];
  readonly schedules: readonly string[];
  readonly policies: readonly string[];
  readonly services: readonly string[];
  readonly heartbeats: readonly string[];
  readonly holidays: readonly string[];
  readonly checks: readonly string[];
}

/** The names of a document that defines nothing. */
export const NO_NAMES: Names = {
  people: [],
  schedules: [],
  policies: [],
  services: [],
  heartbeats: [],
  holidays: [],
  checks: [],
};

const SINGULAR = {
  people: 'person',
  schedules: 'schedule',
  policies: 'policy',
  services: 'service',
  heartbeats: 'heartbeat',
  holidays: 'list of holidays',
  checks: 'check',
} as const satisfies Record<keyof Names, string>;

/** This word in place of a policy means that there is none. */
const RESERVED = 'none';

const ID = '[a-z0-9][a-z0-9_-]{0,47}$';

/** Ids become parts of topic names, page ids and links, hence the few characters. */
export const id = textFormat({
  title: 'a name of small letters, digits, - and _',
  pattern: `^(?!${RESERVED_PREFIX})${ID}`,
  read: (text) => {
    const wrong = `${quoted(text)} cannot be a name here`;
    if (!new RegExp(`^${ID}`, 'u').test(text) || text === RESERVED) {
      return {
        wrong,
        hint: `${written(text)}small letters, digits, - and _, at most 48, beginning with a letter or digit; not none`,
      };
    }
    if (text.startsWith(RESERVED_PREFIX)) {
      return { wrong, hint: `names that begin with ${RESERVED_PREFIX} are Wardbell's own` };
    }
    return { value: text };
  },
});

function written(text: string): string {
  const slug = slugOf(text);
  return slug === undefined ? '' : `write ${slug}: `;
}

/** Returns the id that a name suggests: `asa-ek` for `Åsa Ek`; undefined if it suggests none. */
export function slugOf(text: string): string | undefined {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^a-z0-9_]+/gu, '-').replace(/^[-_]+|-+$/gu, '');
  return new RegExp(`^${ID}`, 'u').test(slug) && slug !== RESERVED ? slug : undefined;
}

/** A reference to something that the document must define. */
export function reference(names: Names, section: keyof Names) {
  return textFormat({
    title: `the name of a ${SINGULAR[section]}`,
    read: (text) => {
      if (names[section].includes(text)) {
        return { value: text };
      }
      const wrong = `there is no ${SINGULAR[section]} ${quoted(text)}`;
      return { wrong, hint: suggest(text, names[section], `defined ${section}`) };
    },
  });
}

/** A date, or a reference to a list of holidays. */
export function dateOrHolidays(names: Names) {
  return textFormat({
    title: 'a date, or the name of a list of holidays',
    examples: ['2026-12-24'],
    read: (text) => {
      if (/^\d{4}-/u.test(text)) {
        return readDate(text);
      }
      if (names.holidays.includes(text)) {
        return { value: text };
      }
      const wrong = `there is no list of holidays ${quoted(text)}`;
      const hint = suggest(text, names.holidays, 'defined holidays');
      return { wrong, hint: `${hint}; a date is written as 2026-12-24` };
    },
  });
}

/** A reference to a policy, or `none`: record it and page nobody. */
export function policyOrNone(names: Names) {
  return textFormat<string | null>({
    title: 'the name of a policy, or none',
    read: (text) => {
      if (text === RESERVED) {
        return { value: null };
      }
      if (names.policies.includes(text)) {
        return { value: text };
      }
      const hint = suggest(text, [...names.policies, RESERVED], 'allowed here');
      return { wrong: `there is no policy ${quoted(text)}`, hint };
    },
  });
}
