import { compileRules } from '#core/evaluation/rule-set.ts';
import { type LimitOrder, orderInWords, type PersonalLimit } from '#core/rule/personal-limit.ts';
import type { Config } from '#core/team/config.ts';
import { type Instant, MINUTE } from '#core/time/instant.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { AuditDetails } from '#http/audit-recorder.ts';
import type { ValuesOf } from '#http/fields.ts';
import { type HttpAnswer, json } from '#http/http.ts';
import { readPage, shownOf } from '#http/paging.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { findSubjects, mayBeNameInPages } from '#usecases/find-subjects.ts';
import { endLimits, setLimit } from '#usecases/set-limit.ts';
import { ambiguousSubject } from '../subjects/ambiguous-subject.ts';
import { limitView, limitViews } from './limit-view.ts';
import { LIMIT_END, LIMIT_PAGES, NEW_LIMIT } from './limits.requests.ts';

/** The routes of the limits that single subjects have. */
export function limitRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/limits' | 'POST /v1/limits' | 'POST /v1/limits/end'> {
  const rules = compileRules(config);
  const set = setLimit(ports, config);
  const end = endLimits(ports, config);
  const find = findSubjects(ports, config);
  const mayBeName = mayBeNameInPages(config);

  /** The name of a page stands for a subject; every other name is one, known or not. */
  async function meant(asked: string, now: Instant): Promise<string | HttpAnswer> {
    if (!mayBeName(asked)) {
      return asked;
    }
    const found = await find(asked, now);
    return found.length > 1 ? ambiguousSubject(asked, found) : (found[0] ?? asked);
  }

  return {
    'GET /v1/limits': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(LIMIT_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const after = String(page.after?.[0] ?? '') || undefined;
      const { states, next: onward } = await ports.subjects.some(page.limit, after);
      const now = clock();
      const found = states
        .map((state) => ({
          place: [state.subject],
          view: { limits: limitViews(state, rules, now) },
        }))
        .filter(({ view }) => view.limits.length > 0);
      const { views, next } = shownOf(found, false, page);
      const onwards = onward !== undefined && { next: page.cursorBehind([onward]) };
      return json(200, { limits: views.flatMap(({ limits }) => limits), ...onwards, ...next });
    }),
    'POST /v1/limits': gate.withRight('lead', (event, caller, note) =>
      readJson(event, NEW_LIMIT, async ({ by, rule, reason, ...fields }) => {
        const now = clock();
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const order = orderOf(fields);
        const endsAt = endOf(fields, config, now);
        if (typeof order === 'string' || typeof endsAt === 'string') {
          return problem(
            'invalid',
            [order, endsAt].filter((one) => typeof one === 'string').join(' '),
          );
        }
        const subject = await meant(fields.subject, now);
        if (typeof subject !== 'string') {
          return subject;
        }
        const made = { ...requestAuthor(by, caller), createdAt: now };
        const outcome = await set(subject, { rule, order, reason, ...made, endsAt }, now);
        if (outcome.kind !== 'set') {
          return problem(outcome.kind === 'unknown' ? 'unknown_name' : outcome.kind, outcome.text);
        }
        const { limit, before, isKnown } = outcome;
        note(audited(subject, { before, after: limit }));
        return json(201, {
          ...limitView(subject, limit, rules),
          ...(!isKnown && { warning: notKnown(subject) }),
        });
      }),
    ),
    'POST /v1/limits/end': gate.withRight('lead', (event, caller, note) =>
      readJson(event, LIMIT_END, async ({ by, rule, subject: asked }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const now = clock();
        const subject = await meant(asked, now);
        if (typeof subject !== 'string') {
          return subject;
        }
        const [before] = await end(subject, (limit) => limit.rule === rule, now);
        if (before === undefined) {
          return problem(
            'not_found',
            `Subject "${subject}" has no limit of its own for "${rule}".`,
          );
        }
        note(audited(subject, { before }));
        return json(200, limitView(subject, before, rules));
      }),
    ),
  };
}

type Asked = ValuesOf<typeof NEW_LIMIT>;

/** Returns the limit that is asked for, or what is wrong: exactly one of the four is given. */
function orderOf({
  below,
  above,
  outside,
  oxygenScale: scale,
}: Pick<Asked, 'below' | 'above' | 'outside' | 'oxygenScale'>) {
  const orders: readonly LimitOrder[] = [
    ...(below === undefined ? [] : [{ kind: 'below', limit: below } as const]),
    ...(above === undefined ? [] : [{ kind: 'above', limit: above } as const]),
    ...(outside === undefined
      ? []
      : [{ kind: 'outside', low: outside[0] ?? NaN, high: outside[1] ?? NaN } as const]),
    ...(scale === undefined ? [] : [{ kind: 'oxygen_scale', scale } as const]),
  ];
  const [order] = orders;
  return order !== undefined && orders.length === 1
    ? order
    : 'Say the limit as the rule does: one of "below", "above" and "outside"; for a score it is "oxygenScale".';
}

function endOf(
  { endsAt, minutes: lasts }: Pick<Asked, 'endsAt' | 'minutes'>,
  { timeZone }: Config,
  now: Instant,
): Instant | string {
  if (endsAt !== undefined && lasts === undefined) {
    return resolveTypedTime(endsAt, { timeZone, after: now }).at;
  }
  return lasts !== undefined && endsAt === undefined
    ? now + lasts * MINUTE
    : 'Say how long it lasts: either "endsAt" or "minutes".';
}

function notKnown(subject: string): string {
  return `Nothing is stored of "${subject}": it never breached a rule, or its name is another. The limit waits for its samples.`;
}

interface Change {
  readonly before?: PersonalLimit | undefined;
  readonly after?: PersonalLimit;
}

function audited(subject: string, { before, after }: Change): AuditDetails {
  const rule = after?.rule ?? before?.rule ?? '';
  return {
    object: { kind: 'limit', id: rule },
    subjects: [subject],
    ...(before !== undefined && { before: valuesOf(before) }),
    ...(after !== undefined && { after: valuesOf(after) }),
  };
}

function valuesOf({ order, reason, endsAt }: PersonalLimit) {
  return { condition: orderInWords(order), reason, endsAt: isoTime(endsAt) };
}
