import type { ROUTES, RouteDeclaration } from '#deployment/routes.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { Gate } from './authenticate.ts';
import type { HttpRoute } from './http.ts';
import type { ProblemForm } from './http-handler.ts';

type Declared = (typeof ROUTES)[number];

type RouteName<Route> = Route extends {
  readonly method: infer Method extends string;
  readonly path: infer Path extends string;
}
  ? `${Method} ${Path}`
  : never;

/** A route of this function by its API Gateway name: `GET /v1/incidents/{id}`. */
export type RouteOf<Function extends Declared['function']> = RouteName<
  Extract<Declared, { readonly function: Function }>
>;

/** What answers those of some declared routes that this function has. */
export type Answers<
  Some extends readonly RouteDeclaration[],
  Function extends Declared['function'],
> = Readonly<Record<RouteName<Extract<Some[number], { readonly function: Function }>>, AnyRoute>>;

/** Some of the routes, and what answers them. */
export type Routes<Names extends RouteName<Declared>> = Readonly<Record<Names, AnyRoute>>;

/** A route that renders problems in its own form. */
export interface FormedRoute extends ProblemForm {
  readonly answer: HttpRoute;
}

export type AnyRoute = HttpRoute | FormedRoute;

/** Returns these routes with this form of problems. */
export function inForm<Names extends string>(
  form: ProblemForm,
  routes: Readonly<Record<Names, HttpRoute>>,
): Readonly<Record<Names, FormedRoute>> {
  const formed = Object.entries<HttpRoute>(routes).map(([name, answer]) => [
    name,
    { ...form, answer },
  ]);
  return Object.fromEntries(formed);
}

/** The dependencies of routes. */
export interface RouteDependencies {
  readonly runtime: Runtime;
  readonly gate: Gate;
}

type Maker<Parts> = (parts: Parts) => Readonly<Record<string, AnyRoute>>;

/** The names of all routes that these make. */
type Made<Makers> = {
  [Name in keyof Makers]: Makers[Name] extends (parts: never) => infer Routes
    ? keyof Routes
    : never;
}[keyof Makers];

/** All routes that these make, each of its own parts. */
export function routesOf<Parts, Makers extends Readonly<Record<string, Maker<Parts>>>>(
  makers: Makers,
  parts: Parts,
): Readonly<Record<Made<Makers> & string, AnyRoute>> {
  return Object.assign({}, ...Object.values(makers).map((make) => make(parts)));
}
