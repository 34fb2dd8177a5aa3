import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { SEVERITIES } from '#core/alert/severity.ts';
import { coherent } from './coherent.ts';
import { matcher } from './matcher.ts';
import { type Names, reference } from './names.ts';

/** The route of external alerts of Alertmanager's clients, PagerDuty's or CloudWatch. */
export function alertRoute(names: Names) {
  const fields = z
    .strictObject({
      where: z
        .array(matcher)
        .default([])
        .meta({ title: `a list of conditions on labels, such as ['team="icu"']` })
        .describe(
          'Which alerts: conditions on their labels, and on rule, subject, severity, source and key. Default: all.',
        ),
      service: reference(names, 'services').optional().describe('Who is paged about them.'),
      heartbeat: reference(names, 'heartbeats')
        .optional()
        .describe("The heartbeat that waits to hear them, as for Prometheus' Watchdog."),
      severity: z
        .enum(SEVERITIES)
        .optional()
        .meta({ title: `one of ${SEVERITIES.join(', ')}` })
        .describe("In place of the sender's."),
    })
    .meta({
      title: 'a mapping with where, and service or heartbeat',
      oneOf: [{ required: ['service'] }, { required: ['heartbeat'] }],
    });
  return coherent(fields, [
    {
      of: ['service', 'heartbeat'],
      missing: true,
      holds: ({ service, heartbeat }) => service !== undefined || heartbeat !== undefined,
      wrong: () => 'the route leads nowhere',
      hint: 'write service, or heartbeat',
    },
    {
      of: ['service', 'heartbeat'],
      at: 'heartbeat',
      holds: ({ service, heartbeat }) => service === undefined || heartbeat === undefined,
      wrong: () => 'the route leads to a service and to a heartbeat',
      hint: 'write a route for each',
    },
    {
      of: ['heartbeat', 'severity'],
      at: 'severity',
      holds: ({ heartbeat, severity }) => heartbeat === undefined || severity === undefined,
      wrong: () => 'severity means nothing beside heartbeat',
      hint: 'the heartbeat has its own',
    },
    {
      of: ['where'],
      at: 'where',
      holds: ({ where }) => findContradiction(where) === undefined,
      wrong: ({ where }) => `no alert can match: ${findContradiction(where)}`,
    },
  ]);
}
