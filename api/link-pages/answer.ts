import { randomUUID } from 'node:crypto';
import type { HttpEvent, HttpRoute } from '#http/http.ts';
import { FORM_BODY, readBody } from '#http/read-body.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { answerLink, openLink } from '#usecases/answer-link.ts';
import { verifyLink } from '#usecases/sign-link.ts';
import { parseLinkForm } from './form.ts';
import { renderLink } from './render-link.ts';

/**
 * The routes of the links in pages: the holder of a link is the person who was paged. Following it
 * only shows a page; only a button of that page acts.
 */
export function answerRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<
  'GET /a/{token}' | 'POST /a/{token}' | 'GET /i/{token}' | 'POST /i/{token}'
> {
  const open = openLink(ports, config);
  const answer = answerLink(ports, config, actOnIncident(ports, config), randomUUID);
  const show: HttpRoute = async (event) => renderLink(await open(tokenOf(event), clock()));
  const act: HttpRoute = async (event) => {
    const body = await readBody(event, FORM_BODY);
    const asked = body.kind === 'body' ? parseLinkForm(body.text) : undefined;
    return renderLink(await answer(tokenOf(event), asked, clock()));
  };
  const signed = async (event: HttpEvent) =>
    (await verifyLink(ports.links, tokenOf(event))) && tokenOf(event);
  return {
    'GET /a/{token}': gate.withSecret(signed, show),
    'POST /a/{token}': gate.withSecret(signed, act),
    'GET /i/{token}': gate.withSecret(signed, show),
    'POST /i/{token}': gate.withSecret(signed, act),
  };
}

function tokenOf({ pathParameters }: HttpEvent): string {
  return pathParameters?.['token'] ?? '';
}
