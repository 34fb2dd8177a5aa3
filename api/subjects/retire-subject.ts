import { parseSubjectCode } from '#core/messages/subject-code.ts';
import { json } from '#http/http.ts';
import { isProblem, problem } from '#http/problem.ts';
import { requestActor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { DAYS_BACK, findSubjects } from '#usecases/find-subjects.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import { ambiguousSubject } from './ambiguous-subject.ts';

/**
 * The route that retires a subject which will not report any more: a patient discharged, a machine
 * taken down. The subject may be given by its name in pages.
 */
export function subjectRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'POST /v1/subjects/{subject}/retire'> {
  const retire = retireSubject(ports, config);
  const find = findSubjects(ports, config);
  return {
    'POST /v1/subjects/{subject}/retire': gate.withRight('respond', async (event, caller, note) => {
      const asked = event.pathParameters?.['subject'] ?? '';
      const who = requestActor(event.queryStringParameters?.['by'], caller, config);
      if (isProblem(who)) {
        return who;
      }
      const first = await retire(asked, who, clock());
      if (first.kind === 'retired') {
        return json(200, { subject: asked, alerts: first.alerts });
      }
      const found = await find(asked, clock());
      if (found.length > 1) {
        return ambiguousSubject(asked, found);
      }
      const [subject] = found;
      note({ ...(subject !== undefined && { subjects: [subject] }) });
      const outcome = subject === undefined ? first : await retire(subject, who, clock());
      return outcome.kind === 'unknown'
        ? problem('not_found', notKnown(asked))
        : json(200, { subject, alerts: outcome.alerts });
    }),
  };
}

function notKnown(asked: string): string {
  const isCode = parseSubjectCode(asked) !== undefined;
  const code = `As the code of a page it is that of no subject of the last ${DAYS_BACK} days either.`;
  return `Nothing is remembered of a subject "${asked}": it never breached a rule, or is retired already.${isCode ? ` ${code}` : ''}`;
}
