import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { DAY, SECOND } from '#core/time/instant.ts';
import { type Coherence, coherent } from './coherent.ts';
import { cron } from './cron.ts';
import { duration, timeZone } from './formats.ts';
import { type Names, reference } from './names.ts';
import { title } from './page-text.ts';
import { quoted, textFormat } from './text-format.ts';

const sha256 = textFormat({
  title: 'a SHA-256 in hexadecimal',
  pattern: '^[0-9a-f]{64}$',
  read: (text) =>
    /^[0-9a-f]{64}$/u.test(text)
      ? { value: text }
      : {
          wrong: `${quoted(text)} is not a SHA-256 in hexadecimal`,
          hint: '64 digits and small letters a to f: npx --no-install wardbell heartbeats uuid makes a UUID and prints its own',
        },
});

/** The schema of something that must report in time. */
export function heartbeat(names: Names) {
  const fields = z
    .strictObject({
      title: title.describe('What is wrong when it is not heard, in the words of the page.'),
      ...expectation(names),
      uuid_sha256: sha256
        .optional()
        .describe('The SHA-256 of the UUID in its ping address, which is a secret: /ping/<uuid>.'),
    })
    .meta({ title: 'a mapping with title, service, and period or cron', oneOf: PERIOD_OR_CRON });
  return coherent(fields, COHERENT);
}

/** The schema of the expectations for heartbeats that pings create. */
export function heartbeatDefaults(names: Names) {
  const fields = z
    .strictObject(expectation(names))
    .meta({ title: 'a mapping with service, and period or cron', oneOf: PERIOD_OR_CRON });
  return coherent(fields, COHERENT);
}

/** Editors see it in the schema; `COHERENT` says the same in words. */
const PERIOD_OR_CRON = [{ required: ['period'] }, { required: ['cron'] }];

function expectation(names: Names) {
  return {
    service: reference(names, 'services').describe('Who is paged then.'),
    severity: z
      .enum(SEVERITIES)
      .default('error')
      .meta({ title: `one of ${SEVERITIES.join(', ')}` })
      .describe('How bad that is.'),
    period: duration({ min: 30 * SECOND, why: 'what is due may be looked at up to 20 s late' })
      .optional()
      .describe('It tells success at least this often.'),
    cron: cron.optional().describe('When it runs: five fields, or a nickname such as @daily.'),
    time_zone: timeZone.optional().describe('Of cron. Default: that of the file.'),
    grace: duration({
      min: 10 * SECOND,
      max: 30 * DAY,
      why: 'what is due may be looked at up to 20 s late',
    })
      .prefault('5m')
      .describe('How much later it may come, and how long a run may take. Default: 5m.'),
  };
}

/** The keys that say when success is expected. */
interface Timing {
  readonly period?: number | undefined;
  readonly cron?: string | undefined;
  readonly time_zone?: string | undefined;
}

const COHERENT: readonly Coherence<Timing>[] = [
  {
    of: ['period', 'cron'],
    missing: true,
    holds: ({ period, cron: runs }) => period !== undefined || runs !== undefined,
    wrong: () => 'nothing says when it is expected',
    hint: 'write period, or cron',
  },
  {
    of: ['period', 'cron'],
    at: 'cron',
    holds: ({ period, cron: runs }) => period === undefined || runs === undefined,
    wrong: () => 'it has both a period and a cron expression',
    hint: 'keep one of them',
  },
  {
    of: ['period', 'time_zone'],
    at: 'time_zone',
    holds: ({ period, time_zone: zone }) => period === undefined || zone === undefined,
    wrong: () => 'time_zone means nothing beside period',
    hint: 'it belongs to cron',
  },
];
