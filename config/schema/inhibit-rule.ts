import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { coherent } from './coherent.ts';
import { matcher } from './matcher.ts';
import { id } from './names.ts';

/** More rules than any Alertmanager has; each target is held against all of them. */
const MOST_RULES = 100;

/** A side of an inhibit rule: at least one condition, or else every alert would be it. */
function side(what: string) {
  return z
    .array(matcher)
    .min(1)
    .meta({ title: `a list of one or more conditions, such as ['rule="switch-down"']` })
    .describe(
      `${what}: conditions on their labels, and on rule, service, subject, metric and severity.`,
    );
}

/** Alerts that page nobody while another one fires, as in Alertmanager. */
const inhibitRule = coherent(
  z
    .strictObject({
      name: id.describe('By which incidents say what keeps them quiet.'),
      source: side('The alerts that keep others quiet while they fire'),
      target: side('The alerts that page nobody meanwhile'),
      equal: z
        .array(z.string().min(1).meta({ title: 'the name of a label' }))
        .max(20)
        .default([])
        .meta({ title: 'a list of labels' })
        .describe('What a source and its targets have in common; one that is missing is empty.'),
    })
    .meta({ title: 'a mapping with name, source and target' }),
  (['source', 'target'] as const).map((key) => ({
    of: [key],
    at: key,
    holds: (rule) => findContradiction(rule[key]) === undefined,
    wrong: (rule) => `no alert can match: ${findContradiction(rule[key])}`,
  })),
);

/** The section of inhibit rules, causes first. */
export const inhibitRules = z
  .array(inhibitRule)
  .max(MOST_RULES)
  .default([])
  .meta({ title: 'a list of inhibit rules' })
  .describe(
    'Which alerts are recorded and page nobody while others fire. Causes go first: what is a source of one rule is no target of those below it.',
  );
