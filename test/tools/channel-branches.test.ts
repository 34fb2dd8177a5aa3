import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CHANNELS } from '#core/responder/channel.ts';

const ANY = `(?:${CHANNELS.join('|')})`;
const LITERAL = `['"\`]-?${ANY}['"\`]`;

/** What treats one channel otherwise than others, or lists them all once more. */
const BRANCH = new RegExp(
  [
    `[=!]==?\\s*${LITERAL}`,
    `${LITERAL}\\s*[=!]==?`,
    `\\bcase\\s+${LITERAL}`,
    `\\b(?:includes|startsWith|endsWith)\\(\\s*${LITERAL}`,
    `${LITERAL}\\s*[|,]\\s*${LITERAL}`,
    `[(|:]${ANY}\\|`,
  ].join('|'),
  'gu',
);

/** Where such a word may stand: the channels themselves, and where it is no channel. */
const MAY: readonly string[] = [
  'core/responder/channel.ts',
  'core/responder/channels/kind.ts',
  // Made from the contracts, which ask for the channels.
  'api/client/operations.ts',
  // A claim of OpenID Connect.
  'core/access/identity.ts',
];

const ROOT = new URL('../../', import.meta.url);

describe('a channel', () => {
  test.each([
    "if (channel === 'sms') {",
    "page.channel !== 'email' ? a : b",
    "'sms' == to.channel",
    "case 'email':",
    "TopicArn.endsWith('-sms')",
    "['sms', 'email'].includes(protocol)",
    "readonly channels: readonly ('sms' | 'email')[]",
    '/^(.*)-(sms|email)$/',
    '/-(?:sms|email)$/',
  ])('is branched on by %s', (code) => {
    expect(code.match(BRANCH)).not.toBeNull();
  });

  test.each([
    "channel: 'sms',",
    'const KINDS: Record<Channel, Kind> = { sms: SMS, email: EMAIL };',
    "findRecipient(config, person, 'email')",
    'channels: [sms, email]',
  ])('is not branched on by %s', (code) => {
    expect(code.match(BRANCH)).toBeNull();
  });

  test('is branched on nowhere: whoever needs to know how it differs asks its record', () => {
    const files = globSync('**/*.ts', {
      cwd: ROOT,
      exclude: (path) => /^(?:node_modules|build|cdk\.out|test|\..*)$/.test(path),
    });
    const branches = files.flatMap((file) => {
      const code = readFileSync(new URL(file, ROOT), 'utf8');
      return MAY.includes(file)
        ? []
        : [...code.matchAll(BRANCH)].map(
            ({ index }) => `${file}:${code.slice(0, index).split('\n').length}`,
          );
    });
    expect(files.length).toBeGreaterThan(500);
    expect(branches).toEqual([]);
  });
});
