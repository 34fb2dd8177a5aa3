import { type AuditAction, isAuditAction } from '#core/audit/actions.ts';
import type { AuditEntry, AuditOrigin, AuditWho } from '#core/audit/audit-entry.ts';
import { oneLine } from '#core/text/one-line.ts';
import { ROUTES } from '#deployment/routes.ts';
import type { AuditDraft, AuditEnd, AuditRecorder, NoteAudit } from './audit-recorder.ts';
import type { HttpAnswer, HttpEvent } from './http.ts';
import { parseJson } from './json-object.ts';
import { networkOf } from './network-of.ts';
import { isProblem, type Problem } from './problem.ts';
import { JSON_BODY, readBody } from './read-body.ts';

type Declared = Extract<(typeof ROUTES)[number], { readonly audit: string }>;

/** What a route of the table records, by the route's name. */
const RECORDED: ReadonlyMap<string, AuditAction | 'incident.{action}'> = new Map(
  ROUTES.filter((route): route is Declared => 'audit' in route).map((route) => [
    `${route.method} ${route.path}`,
    route.audit,
  ]),
);

/** How much is kept of what a program calls itself, and of a name that it gives. */
const LONGEST = 200;

/** Answers a request of an admitted caller, and records it where its route says so. */
export async function auditedAnswer(
  audit: AuditRecorder | undefined,
  { event, who }: { readonly event: HttpEvent; readonly who: AuditWho },
  answer: (note: NoteAudit) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const action = actionOf(event);
  if (action === undefined || audit === undefined) {
    return answer(() => undefined);
  }
  const draft = draftOf(event, action, await inNameOf(event, who));
  if (!action.endsWith('.look')) {
    return audit.change(draft, answer, endOf);
  }
  let details = {};
  const answered = await answer((more) => {
    details = { ...details, ...more };
  });
  await audit.once({ ...draft, ...details }, endOf(answered));
  return answered;
}

/** Records a request that was not admitted. */
export function auditedRefusal(
  audit: AuditRecorder,
  { event, who }: { readonly event: HttpEvent; readonly who: AuditWho },
  { kind }: Problem,
): Promise<void> {
  const action = actionOf(event);
  const draft =
    action === undefined
      ? { who, from: originOf(event), action: 'request' as const, object: routeObject(event) }
      : draftOf(event, action, who);
  return audit.refusal(draft, kind);
}

/** Returns where a request came from, as the trail keeps it. */
export function originOf({ headers, requestContext }: HttpEvent): AuditOrigin {
  const agent = oneLine(headers['user-agent'] ?? '').slice(0, LONGEST);
  const network = networkOf(requestContext.http.sourceIp).slice(0, LONGEST);
  return { network, ...(agent !== '' && { agent }) };
}

/** What the trail says became of a request by its answer. */
function endOf(answer: HttpAnswer): AuditEnd {
  if (isProblem(answer)) {
    return { outcome: 'refused', reason: answer.kind };
  }
  const { statusCode = 200 } = answer;
  return statusCode < 400 ? { outcome: 'done' } : { outcome: 'refused', reason: `${statusCode}` };
}

function actionOf({ routeKey, pathParameters }: HttpEvent): AuditAction | undefined {
  const recorded = RECORDED.get(routeKey);
  if (recorded !== 'incident.{action}') {
    return recorded;
  }
  const named = `incident.${pathParameters?.['action']}`;
  return isAuditAction(named) ? named : 'request';
}

function draftOf(event: HttpEvent, action: AuditAction, who: AuditWho): AuditDraft {
  const { subject } = event.pathParameters ?? {};
  const object = action === 'request' ? routeObject(event) : namedObject(event, action);
  return {
    who,
    from: originOf(event),
    action,
    ...(object !== undefined && { object }),
    ...(subject !== undefined && { subjects: [cut(subject)] }),
  };
}

/** What stands in the path; what is made has its id later. Emulators may send null here. */
function namedObject({ pathParameters }: HttpEvent, action: AuditAction) {
  const named = pathParameters?.['id'] ?? pathParameters?.['subject'];
  const [kind = ''] = action.split('.');
  return named === undefined ? undefined : { kind, id: cut(named) };
}

function routeObject({ routeKey }: HttpEvent): NonNullable<AuditEntry['object']> {
  return { kind: 'route', id: routeKey };
}

/** Longer names are names of nothing here. */
function cut(text: string): string {
  return text.slice(0, 500);
}

/**
 * Whoever comes with a key may say in whose name; what is not a person of the config is refused by
 * the route, which the entry then says too.
 */
async function inNameOf(event: HttpEvent, who: AuditWho): Promise<AuditWho> {
  if (who.kind !== 'key' || who.key !== undefined) {
    return who;
  }
  const by = event.queryStringParameters?.['by'] ?? (await namedInBody(event));
  return by === undefined || by === ''
    ? who
    : { ...who, by: oneLine(by).slice(0, LONGEST), key: keyName(who) };
}

function keyName({ by }: AuditWho): string {
  return by.replace(/^key /, '');
}

/** `createdBy` is what clients of Alertmanager call it. */
async function namedInBody(event: HttpEvent): Promise<string | undefined> {
  if (event.body === undefined) {
    return undefined;
  }
  const body = await readBody(event, JSON_BODY);
  const value = body.kind === 'body' ? parseJson(body.text) : undefined;
  const { by, createdBy } = Object(value) as Readonly<Record<string, unknown>>;
  const name = by ?? createdBy;
  return typeof name === 'string' ? name : undefined;
}
