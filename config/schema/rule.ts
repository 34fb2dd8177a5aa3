import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { SEVERITIES } from '#core/alert/severity.ts';
import { SECOND } from '#core/time/instant.ts';
import { boundsCoherence } from './bounds.ts';
import { type Coherence, coherent } from './coherent.ts';
import { CONDITIONS, conditionCoherence, number, range } from './condition.ts';
import { duration } from './formats.ts';
import { joinedCoherence, joinedConditions } from './joined.ts';
import { matcher } from './matcher.ts';
import { id, type Names, reference } from './names.ts';
import { overTime, overTimeCoherence } from './over-time.ts';
import { printable, title } from './page-text.ts';
import { runbook } from './runbook.ts';
import { quoted, textFormat } from './text-format.ts';
import { UNUSUAL_FIELDS, unusualCoherence } from './unusual.ts';

const breaches = textFormat({
  title: 'a share of the last samples, such as 3 of 5',
  pattern: '^[0-9]+ of [0-9]+$',
  examples: ['3 of 5'],
  read: (text) => {
    const [, some, all] = (/^(\d{1,4}) of (\d{1,4})$/u.exec(text) ?? []).map(Number);
    if (some === undefined || all === undefined) {
      return { wrong: `${quoted(text)} is not a share of the last samples`, hint: 'as 3 of 5' };
    }
    if (some > all) {
      return { wrong: `${quoted(text)} can never be: ${some} is more than ${all}` };
    }
    if (some < 1 || all > 100) {
      return { wrong: `${quoted(text)} is out of range`, hint: 'at least 1, of at most 100' };
    }
    return { value: { breaches: some, of: all } };
  },
});

function fields(names: Names) {
  return z.strictObject({
    name: id.describe('Its own among all rules; alerts and silences mention it.'),
    title: title.describe('What is wrong, in the words of the page: no patient data.'),
    service: reference(names, 'services').describe('Who is paged about it.'),
    severity: z
      .enum(SEVERITIES)
      .optional()
      .meta({ title: `one of ${SEVERITIES.join(', ')}` })
      .describe('How bad it is. Default: error; of what is unusual warning.'),
    metric: printable(256).optional().describe('Which metric it watches.'),
    where: z
      .array(matcher)
      .default([])
      .meta({ title: `a list of conditions on labels, such as ['unit="%"']` })
      .describe('Which samples of it: conditions on labels, subject and unit, as in Prometheus.'),
    value: overTime
      .optional()
      .describe('What is made of several samples and judged. Default: each sample is.'),
    below: number.optional().describe('Breached by values below this.'),
    above: number.optional().describe('Breached by values above this.'),
    outside: range.optional().describe('Breached by values below the first or above the second.'),
    equals: number.optional().describe('Breached by this very value.'),
    ...UNUSUAL_FIELDS,
    absent: duration({ min: 30 * SECOND, why: 'what is due may be looked at up to 20 s late' })
      .optional()
      .describe('Breached when a known subject sends nothing for this long.'),
    stuck: duration({ min: 30 * SECOND })
      .optional()
      .describe('Breached when it is sent and its value has been the same for this long.'),
    all: joinedConditions
      .optional()
      .describe(
        'Breached when each of these holds for the subject, by values that are not too old.',
      ),
    any: joinedConditions
      .optional()
      .describe(
        'Breached when one of these holds for the subject, by a value that is not too old.',
      ),
    max_age: duration({ min: 10 * SECOND })
      .optional()
      .describe('How old a value of a sum or a ratio may be. Default: 5m.'),
    clear: z
      .union([number, range])
      .optional()
      .meta({ title: 'a number, or a pair for outside, such as [55, 115]' })
      .describe('Where a firing alert clears again. Default: at the limit.'),
    bounds: range
      .optional()
      .describe(
        'Where a limit set for a single subject may lie. Default: none may be set for this rule.',
      ),
    for: duration()
      .prefault('0s')
      .describe('How long it must last before it fires, in sample time; in silence by the clock.'),
    keep_firing_for: duration()
      .prefault('0s')
      .describe('How long it goes on firing after the last breach; in silence by the clock.'),
    breaches: breaches.optional().describe('Fires when so many of the last samples breach.'),
    silent: z
      .enum(['fire', 'wait'])
      .optional()
      .meta({ title: 'fire or wait' })
      .describe(
        'What silence makes of a breach that waits (for, breaches) or of an end that is delayed (keep_firing_for). fire: the clock decides where nothing contradicts; wait: samples alone decide. Default: fire.',
      ),
    runbook: runbook.optional().describe('What to do. Default: the runbook of the service.'),
    seldom_sent: z
      .boolean()
      .default(false)
      .describe(
        'Its metric is sent only now and then: nobody is told when it stays out for a day.',
      ),
  });
}

/** A condition on samples that makes an alert. */
export function rule(names: Names) {
  const schema = fields(names).meta({
    title: 'a mapping with name, title, service, metric and a condition',
    oneOf: CONDITIONS.map((kind) => ({ required: [kind] })),
  });
  const rows: readonly Coherence<z.output<typeof schema>>[] = [
    ...conditionCoherence,
    ...boundsCoherence,
    ...overTimeCoherence,
    ...joinedCoherence,
    ...unusualCoherence,
    ...(['for', 'keep_firing_for', 'breaches', 'silent'] as const).map((at) => ({
      of: ['absent', at] as const,
      at,
      holds: (value: z.output<typeof schema>) => value.absent === undefined || !value[at],
      wrong: () => `${at} means nothing beside absent`,
      hint: 'absent has its own duration',
    })),
    {
      of: ['where'],
      at: 'where',
      holds: ({ where }) => findContradiction(where) === undefined,
      wrong: ({ where }) => `no sample can match: ${findContradiction(where)}`,
    },
  ];
  return coherent(schema, rows);
}
