import type { Runtime } from '#runtime/runtime.ts';
import { ANSWERS, type Answered } from './answers.ts';
import { conditionalGet, isRevalidated } from './conditional-get.ts';
import { asDeclared } from './gathered-routes.ts';
import { headAsGet } from './head-as-get.ts';
import type { HttpRoute } from './http.ts';
import { type HttpHandler, httpHandler, type ProblemForm } from './http-handler.ts';
import { nothingAt } from './nothing-at.ts';
import type { AnyRoute } from './routes.ts';

/** What a function answers, beside its routes. */
interface Others {
  /** Answers requests that no route takes. */
  readonly otherwise?: HttpRoute;
  /** The form of problems for routes without their own. */
  readonly form?: ProblemForm;
}

/**
 * The only edge of a function: dispatches each request to its route, which the event names because
 * API Gateway has found it already, and renders each answer or problem in the form of that route.
 */
export function serve(
  runtime: Pick<Runtime, 'log'>,
  routes: Readonly<Record<string, AnyRoute>>,
  { otherwise = async (event) => nothingAt(event), form = {} }: Others = {},
): HttpHandler {
  const edge = (route: AnyRoute) =>
    typeof route === 'function'
      ? httpHandler(runtime, route, form)
      : httpHandler(runtime, route.answer, route);
  const edges = new Map(
    Object.entries(routes).map(([name, route]) => [
      name,
      isRevalidated(name) ? conditionalGet(edge(route)) : edge(route),
    ]),
  );
  const elsewhere = edge(otherwise);
  const dispatch: HttpHandler = async (event, context) => {
    const handler = edges.get(event.routeKey) ?? elsewhere;
    const answer = await handler(event, context);
    if (ANSWERS.hasSubscribers) {
      ANSWERS.publish({ event, answer } satisfies Answered);
    }
    return answer;
  };
  return asDeclared(headAsGet(dispatch));
}
