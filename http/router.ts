import httpRouter, { type Method } from '@middy/http-router';
import type { Context } from 'aws-lambda';
import type { HttpEvent, HttpResponse, HttpRoute } from './http.ts';
import { problem } from './problem.ts';

/** Sends each request to what answers its route. */
export function router(routes: Readonly<Record<string, HttpRoute>>): HttpRoute {
  const table = Object.entries(routes).map(([name, handler]) => {
    const [method = '', path = ''] = name.split(' ');
    return { method: method as Method, path, handler };
  });
  const notFoundResponse = ({ method, path }: { method: string; path: string }) =>
    problem('not_found', `Nothing is answered at ${method} ${path}.`);
  const route = httpRouter<HttpEvent, HttpResponse>({ routes: table, notFoundResponse });
  return async (event) => route(event, {} as Context);
}
