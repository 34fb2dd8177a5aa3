import { z } from 'zod';
import { ROLES } from '#core/access/right.ts';
import { SIGN_IN_DEFAULTS } from '#core/access/sign-in-defaults.ts';
import { formatDuration } from '#core/time/duration.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { coherent } from './coherent.ts';
import { duration } from './formats.ts';
import { type Names, reference } from './names.ts';
import { printable } from './page-text.ts';
import { quoted, textFormat } from './text-format.ts';

/** Groups and claims of others may be long: distinguished names, web addresses. */
const NAME = 256;

/** Whoever has left stays signed in for no longer than this, if nobody ends it. */
const LONGEST = 7 * DAY;
const LEAVER = 'whoever has left would stay signed in';

const issuer = textFormat({
  title: 'the address of an issuer, beginning with https://',
  pattern: '^https?://',
  examples: ['https://login.microsoftonline.com/<tenant>/v2.0', 'https://id.example.org/realms/x'],
  read: (text) => {
    if (!/^https?:\/\/[^\s"<>]+$/u.test(text) || !URL.canParse(text)) {
      return { wrong: `${quoted(text)} is not the address of an issuer`, hint: AS_IT_SAYS };
    }
    const { protocol, hostname, search, hash } = new URL(text);
    if (search !== '' || hash !== '') {
      return { wrong: `${quoted(text)} goes on behind its path`, hint: AS_IT_SAYS };
    }
    return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
      ? { value: text }
      : { wrong: `${quoted(text)} is not encrypted`, hint: 'only https:// keeps a sign-in secret' };
  },
});

const AS_IT_SAYS =
  'what stands behind "issuer" at <address>/.well-known/openid-configuration, letter by letter';

const role = z.enum(ROLES).meta({ title: `one of ${ROLES.join(', ')}` });

const settings = z
  .strictObject({
    issuer: issuer
      .optional()
      .describe(
        'Who knows the people and their passwords, by OpenID Connect. Default: in AWS a user pool of the deployment’s own; on one machine a stand-in.',
      ),
    client_id: printable(NAME)
      .optional()
      .describe('As whom Wardbell is registered there. The secret never stands here.'),
    groups_claim: printable(NAME)
      .optional()
      .describe('Which claim lists the groups. Default: groups; without issuer cognito:groups.'),
    person_claim: printable(NAME)
      .optional()
      .describe(
        'Which claim names the person. Default: preferred_username; without issuer cognito:username.',
      ),
    scopes: z
      .array(printable(NAME))
      .default([...SIGN_IN_DEFAULTS.scopes])
      .meta({ title: 'a list of scopes, such as [openid, profile]' })
      .refine((scopes) => scopes.includes('openid'), {
        error: 'the list lacks openid, without which no issuer says who signs in',
      })
      .describe('What is asked for in signing in.'),
    require_mfa: z
      .array(role)
      .default([])
      .meta({ title: 'a list of roles, such as [lead, admin]' })
      .describe('The roles that nobody has without a second factor.'),
    idle: duration({ min: 5 * MINUTE, max: LONGEST, longWhy: LEAVER })
      .prefault(formatDuration(SIGN_IN_DEFAULTS.idle))
      .describe('A session ends when nothing was asked for so long; a visible console asks.'),
    absolute: duration({ min: 15 * MINUTE, max: LONGEST, longWhy: LEAVER })
      .prefault(formatDuration(SIGN_IN_DEFAULTS.absolute))
      .describe('A session ends this long after signing in, however it is used.'),
  })
  .meta({ title: 'a mapping with issuer, client_id, groups_claim, idle and more' });

const signIn = coherent(settings, [
  {
    of: ['issuer', 'client_id'],
    missing: true,
    holds: (s) => (s.issuer === undefined) === (s.client_id === undefined),
    wrong: (s) =>
      s.issuer === undefined ? 'there is a client_id and no issuer' : 'the issuer has no client_id',
    hint: 'an issuer of yours needs both; without both Wardbell has one of its own',
  },
  {
    of: ['idle', 'absolute'],
    at: 'idle',
    holds: ({ idle, absolute }) => idle <= absolute,
    wrong: ({ idle, absolute }) =>
      `idle is ${formatDuration(idle)}, and absolute ${formatDuration(absolute)} ends it before`,
    hint: 'make idle shorter, or absolute longer',
  },
]);

function members(names: Names) {
  return z
    .strictObject({
      groups: z
        .array(printable(NAME))
        .default([])
        .meta({ title: 'a list of groups' })
        .describe('Groups as the issuer tells them.'),
      people: z
        .array(reference(names, 'people'))
        .default([])
        .meta({ title: 'a list of people' })
        .describe('People of this file, by name.'),
    })
    .prefault({})
    .meta({ title: 'a mapping with groups and people' });
}

/** Who may sign in, and do what then. */
export function access(names: Names) {
  const one = members(names);
  const each = z
    .strictObject({
      viewer: one.describe('Sees everything that is not about keys, contacts and audit.'),
      responder: one.describe('Answers, notes, and takes schedules in person too.'),
      lead: one.describe('Sets silences, and overrides of others too.'),
      admin: one.describe('Manages keys and contacts, and reads the audit trail too.'),
    })
    .meta({ title: 'a mapping with viewer, responder, lead and admin' });
  const roles = coherent(each, [
    {
      of: ROLES,
      missing: true,
      holds: (all) => ROLES.some((name) => all[name].groups.length + all[name].people.length > 0),
      wrong: () => 'nobody has a role, so that nobody who signs in may do anything',
      hint: 'name people of this file, or groups of the issuer',
    },
  ]);
  return z
    .strictObject({
      sign_in: signIn.prefault({}).describe('How people sign in, and for how long.'),
      roles: roles.describe('Who has which role, by groups or by name. The highest counts.'),
    })
    .meta({ title: 'a mapping with sign_in and roles' });
}
