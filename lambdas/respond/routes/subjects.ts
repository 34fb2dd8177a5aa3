import { json } from '#lambdas/support/http.ts';
import { problem } from '#lambdas/support/problem.ts';
import type { RouteParts, Routes } from '#lambdas/support/routes.ts';
import { retireSubject } from '#usecases/retire-subject.ts';

/** A subject that will not report any more: a patient discharged, a machine taken down. */
export function subjectRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteParts): Routes<'POST /v1/subjects/{subject}/retire'> {
  const retire = retireSubject(ports, config);
  return {
    'POST /v1/subjects/{subject}/retire': gate.withKey('respond', async (event, key) => {
      const subject = event.pathParameters?.['subject'] ?? '';
      const outcome = await retire(subject, key.name, clock());
      return outcome.kind === 'unknown'
        ? problem(
            'not_found',
            `Nothing is remembered of a subject "${subject}": it never breached a rule, or is retired already.`,
          )
        : json(200, { subject, alerts: outcome.alerts });
    }),
  };
}
