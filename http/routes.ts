import type { ROUTES } from '#deployment/resources.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { Gate } from './authenticate.ts';
import type { HttpRoute } from './http.ts';

type Declared = (typeof ROUTES)[number];

type RouteName<Route> = Route extends {
  readonly method: infer Method extends string;
  readonly path: infer Path extends string;
}
  ? `${Method} ${Path}`
  : never;

/** A route that this function answers, as API Gateway names it: `GET /v1/incidents/{id}`. */
export type RouteOf<Function extends Declared['function']> = RouteName<
  Extract<Declared, { readonly function: Function }>
>;

/** Some of the routes, and what answers them. */
export type Routes<Names extends RouteName<Declared>> = Readonly<Record<Names, HttpRoute>>;

/** What routes are made of. */
export interface RouteParts {
  readonly runtime: Runtime;
  readonly gate: Gate;
}
