import type { Gate } from '#lambdas/support/authenticate.ts';
import type { HttpRoute } from '#lambdas/support/http.ts';
import type { Runtime } from '#lambdas/support/runtime.ts';
import type { ROUTES } from '../../resources.ts';

type RouteName<Route> = Route extends {
  readonly method: infer Method extends string;
  readonly path: infer Path extends string;
  readonly function: 'respond';
}
  ? `${Method} ${Path}`
  : never;

/** A route that this function answers, as API Gateway names it: `GET /v1/incidents/{id}`. */
export type RespondRoute = RouteName<(typeof ROUTES)[number]>;

/** Some of the routes, and what answers them. */
export type Routes<Names extends RespondRoute> = Readonly<Record<Names, HttpRoute>>;

/** What routes are made of. */
export interface RouteParts {
  readonly runtime: Runtime;
  readonly gate: Gate;
}
