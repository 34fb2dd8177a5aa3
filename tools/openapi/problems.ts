import { z } from 'zod';
import { incidentSummary } from '#api/incidents/incident.contract.ts';
import { AWAY_EFFECT } from '#api/oncall/absences.contract.ts';
import { ROLES, SCOPES } from '#core/access/right.ts';
import type { AnswerContract, FormContract, Operation } from '#http/contract.ts';
import { type ProblemKind, problem } from '#http/problem.ts';
import { samplesTaken } from '#protocols/samples/samples.contract.ts';

/** Problem details (RFC 9457), with the members that some of ours have beside. */
const problemDetails = z
  .strictObject({
    type: z.string().describe('`urn:wardbell:problem:` and the kind of the problem'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('what went wrong, the value given, what is allowed, what to do'),
    errors: z
      .array(z.strictObject({ field: z.string(), detail: z.string() }))
      .optional()
      .describe('what is wrong with each field of the body'),
    requestId: z.string().optional().describe('what to name when reporting it'),
    missingScope: z.enum(SCOPES).optional().describe('what the key lacks'),
    missingRole: z.enum(ROLES).optional().describe('what whoever is signed in lacks'),
    maxBytes: z.int().optional(),
    incident: incidentSummary.optional().describe('of `still_firing`'),
    changes: AWAY_EFFECT.changes.optional(),
    uncoveredTurns: AWAY_EFFECT.uncoveredTurns.optional(),
    gaps: AWAY_EFFECT.gaps.optional(),
  })
  .meta({ id: 'Problem' });

/** `nothing_accepted` says what became of each sample, in the place of the errors of fields. */
const nothingAccepted = z
  .strictObject({ ...problemDetails.omit({ errors: true }).shape, ...samplesTaken.shape })
  .meta({ id: 'NothingAccepted' });

const DOCUMENTS: FormContract = { content: { 'application/problem+json': problemDetails } };

/** Returns the kinds of problems that an operation may be answered with. */
export function problemsOf({
  access,
  body,
  query,
  problems = [],
}: Operation): readonly ProblemKind[] {
  const keyed = access !== 'anybody' && access !== 'secret address';
  const always: readonly ProblemKind[] = ['rate_limited', 'internal', 'unavailable'];
  const byKey: readonly ProblemKind[] = keyed ? ['unauthenticated', 'forbidden'] : [];
  const byBody: readonly ProblemKind[] = body
    ? ['malformed', 'invalid', 'too_large', 'unsupported']
    : [];
  const byQuery: readonly ProblemKind[] = keyed || query ? ['invalid'] : [];
  return [...new Set([...byQuery, ...byBody, ...byKey, ...problems, ...always])];
}

/** Returns how the problems of an operation are answered, by status. */
function problemAnswers(operation: Operation): Readonly<Record<number, AnswerContract>> {
  const { form = DOCUMENTS } = operation;
  const statusOf = (kind: ProblemKind) => form.statuses?.[kind] ?? problem(kind, '').status;
  const byStatus = Map.groupBy(problemsOf(operation), statusOf);
  const answers = [...byStatus].map(([status, kinds]): [number, AnswerContract] => {
    const description = kinds.map((kind) => `\`${kind}\``).join(', ');
    const isTaken = kinds.includes('nothing_accepted');
    const content = isTaken
      ? { 'application/problem+json': z.union([problemDetails, nothingAccepted]) }
      : form.content;
    return [status, { description, content, headers: headersOf(kinds) }];
  });
  return Object.fromEntries(answers);
}

function headersOf(kinds: readonly ProblemKind[]): Readonly<Record<string, string>> {
  const waits = kinds.includes('rate_limited') || kinds.includes('unavailable');
  const keyed = kinds.includes('unauthenticated');
  return {
    ...(waits && { 'retry-after': 'after how many seconds to try again' }),
    ...(keyed && { 'www-authenticate': 'how a key is sent' }),
  };
}

/** Returns everything that an operation is answered with, by status. */
export function answersOf(operation: Operation): Readonly<Record<number, AnswerContract>> {
  const problems = problemAnswers(operation);
  const own = Object.entries(operation.answers).map(([status, answer]) => {
    const also = problems[Number(status)];
    return [status, also === undefined ? answer : both(answer, also)];
  });
  return { ...problems, ...Object.fromEntries(own) };
}

/** Returns a status that stands for an answer and for problems. */
function both(answer: AnswerContract, problems: AnswerContract): AnswerContract {
  return {
    description: `${answer.description} Or: ${problems.description}.`,
    content: { ...problems.content, ...answer.content },
    headers: { ...problems.headers, ...answer.headers },
  };
}
