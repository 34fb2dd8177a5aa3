import type { z } from 'zod';
import type { Answered } from '#http/answers.ts';
import { isRevalidated } from '#http/conditional-get.ts';
import type { AnswerContract, Content, Operation } from '#http/contract.ts';
import { type Described, OPERATIONS } from './contracts.ts';
import { answersOf, problemsOf } from './problems.ts';

const byRoute = Map.groupBy(OPERATIONS, ({ route }) => route);

/**
 * Returns how a response differs from its route's contract, in words; undefined if it conforms. If
 * several operations share a route and none matches the exact address, any of them may allow it.
 */
export function brokenPromise({ event, answer }: Answered): string | undefined {
  const described = byRoute.get(event.routeKey) ?? [];
  const { statusCode = 200 } = answer;
  const isHeld = statusCode === 304 && isRevalidated(event.routeKey);
  // Whoever asks with a browser is told problems on a page.
  const isPage = statusCode >= 400 && /^text\/html/.test(String(answer.headers?.['content-type']));
  if (described.length === 0 || isHeld || isPage) {
    return undefined;
  }
  const meant = operationsAt(event, described);
  const faults = meant.map((one) => faultOf(answer, one));
  return faults.every((fault) => fault !== undefined) ? faults[0] : undefined;
}

/**
 * Returns the operations of a route at this address. A greedy route also takes what is described at
 * another: Bundles that are posted to `/fhir/`.
 */
function operationsAt(
  { rawPath, requestContext }: Answered['event'],
  ofRoute: readonly Described[],
): readonly Described[] {
  const { method } = requestContext.http;
  const here = ofRoute.filter((one) => takes(one.path, rawPath));
  if (here.length > 0) {
    return here;
  }
  const elsewhere = OPERATIONS.filter((one) => one.method === method && takes(one.path, rawPath));
  return elsewhere.length > 0 ? elsewhere : ofRoute;
}

function takes(path: string, rawPath: string): boolean {
  const pattern = path.replaceAll(/[.*+?]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}/?$`).test(rawPath);
}

function faultOf(answer: Answered['answer'], { operation }: Described): string | undefined {
  const { statusCode = 200, body = '' } = answer;
  const promised = answersOf(operation)[statusCode];
  const fault =
    promised === undefined
      ? `the status ${statusCode} is not promised`
      : contentFault(answer, promised, operation);
  return fault && `${operation.operationId}: ${fault}. It was answered: ${body.slice(0, 1_000)}`;
}

function contentFault(
  { headers = {}, body = '' }: Answered['answer'],
  { content = {} }: AnswerContract,
  operation: Operation,
): string | undefined {
  const given = String(headers['content-type'] ?? '');
  const type = given.split(';')[0] ?? '';
  if (type === '') {
    return body === '' ? undefined : 'it has a body and no content type';
  }
  const schema = content[type];
  if (schema === undefined) {
    return `the content type ${type} is not promised`;
  }
  const kind = type === 'application/problem+json' ? kindOf(body) : undefined;
  const isKnown = kind === undefined || problemsOf(operation).some((known) => known === kind);
  return isKnown ? bodyFault(body, schema) : `the problem "${kind}" is not promised`;
}

function kindOf(body: string): string | undefined {
  return (JSON.parse(body) as { type: string }).type.split(':').at(-1);
}

function bodyFault(body: string, schema: Content): string | undefined {
  if (typeof schema === 'string') {
    return undefined;
  }
  const { error } = (schema as z.ZodType).safeParse(JSON.parse(body));
  return error?.issues
    .map(
      (issue) =>
        `${issue.path.join('.')}: ${issue.message} ${JSON.stringify('errors' in issue ? issue.errors : '')}`,
    )
    .join('; ');
}
