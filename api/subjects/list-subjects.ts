import { own } from '#core/collections/own.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import { type SubjectSummary, summarize } from '#core/evaluation/subject-summary.ts';
import { noSuch } from '#core/text/closest.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteParts, Routes } from '#http/routes.ts';

/**
 * How many items one answer looks at: so that it takes a bounded time and cost, whatever is stored.
 * `next` leads on; a part may hold fewer subjects, or none.
 */
const LOOKED_AT = 200;

/** The subjects of which something is remembered, some at a time. */
export function listSubjectsRoutes({
  runtime: { ports, config },
  gate,
}: RouteParts): Routes<'GET /v1/subjects'> {
  const rules = compileRules(config);
  return {
    'GET /v1/subjects': gate.withKey('read', async ({ queryStringParameters: query = {} }) => {
      const { service, after } = query;
      if (service !== undefined && own(config.services, service) === undefined) {
        return problem('unknown_name', noSuch('service', service, Object.keys(config.services)));
      }
      const { states, next } = await ports.subjects.some(LOOKED_AT, after || undefined);
      const subjects = states
        .map((state) => summarize(state, rules))
        .filter((one) => one !== undefined)
        .filter(({ services }) => service === undefined || services.includes(service));
      return json(200, {
        subjects: subjects.map((one) => view(one, config.aliases)),
        ...(next !== undefined && { next }),
      });
    }),
  };
}

function view(
  { notedAt, ...summary }: SubjectSummary,
  aliases: Readonly<Record<string, string>>,
): object {
  const alias = own(aliases, summary.subject);
  return {
    ...summary,
    ...(alias !== undefined && { alias }),
    ...(notedAt !== undefined && { notedAt: isoTime(notedAt) }),
  };
}
