import { randomUUID } from 'node:crypto';
import type { AuditAction } from '#core/audit/actions.ts';
import type { LinkAction } from '#core/messages/incident-card.ts';
import type { AuditRecorder } from '#http/audit-recorder.ts';
import { originOf } from '#http/audited-route.ts';
import type { HttpEvent, HttpRoute } from '#http/http.ts';
import { FORM_BODY, readBody } from '#http/read-body.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { answerLink, openLink } from '#usecases/answer-link.ts';
import type { AroundAnswer } from '#usecases/around-answer.ts';
import {
  type AroundExchange,
  answerExchangeLink,
  openExchangeLink,
} from '#usecases/exchange-link.ts';
import { verifyLink } from '#usecases/sign-link.ts';
import { auditedSubjects, endOfAction, noteIncident } from '../incidents/audit-incident.ts';
import { parseExchangeForm, renderExchange } from './exchange.ts';
import { parseLinkForm } from './form.ts';
import { renderLink } from './render-link.ts';

/**
 * The routes of the links in pages: the holder of a link is the person who was paged. Following it
 * only shows a page; only a button of that page acts.
 */
export function answerRoutes({
  runtime: { ports, config, clock },
  gate,
  audit,
}: RouteDependencies & { readonly audit: AuditRecorder }): Routes<
  'GET /a/{token}' | 'POST /a/{token}' | 'GET /i/{token}' | 'POST /i/{token}'
> {
  const open = openLink(ports, config);
  const answer = answerLink(ports, config, actOnIncident(ports, config), randomUUID);
  const openExchange = openExchangeLink(ports, config);
  const answerOne = answerExchangeLink(ports, config);
  const show: HttpRoute = async (event) => {
    const token = tokenOf(event);
    const target = await verifyLink(ports.links, token);
    return target?.kind === 'exchange'
      ? renderExchange(await openExchange(token, target, clock()))
      : renderLink(await open(token, clock()));
  };
  const act: HttpRoute = async (event) => {
    const body = await readBody(event, FORM_BODY);
    const token = tokenOf(event);
    const target = await verifyLink(ports.links, token);
    if (target?.kind === 'exchange') {
      const given = body.kind === 'body' ? parseExchangeForm(body.text) : undefined;
      const opened = { token, target };
      return renderExchange(await answerOne(opened, given, clock(), recordedExchange(event)));
    }
    const asked = body.kind === 'body' ? parseLinkForm(body.text) : undefined;
    return renderLink(await answer(token, asked, clock(), recorded(event)));
  };
  const recorded =
    (event: HttpEvent): AroundAnswer =>
    ({ by, action, incident }, carryOut) => {
      const draft = {
        who: { kind: 'link', by },
        from: originOf(event),
        action: RECORDED_AS[action],
        object: { kind: 'incident', id: incident.id },
        subjects: auditedSubjects(incident),
        before: { status: incident.status },
      } as const;
      return audit.change(draft, (note) => noteIncident(carryOut(), note), endOfAction);
    };
  const recordedExchange =
    (event: HttpEvent): AroundExchange =>
    ({ by, action, exchange }, carryOut) => {
      const draft = {
        who: { kind: 'link', by },
        from: originOf(event),
        action: `exchange.${action}`,
        object: { kind: 'exchange', id: exchange.id },
      } as const;
      return audit.change(draft, carryOut, ({ kind }) =>
        kind === 'done' || kind === 'already'
          ? { outcome: 'done' }
          : { outcome: 'refused', reason: kind },
      );
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

/** As the same actions are called in the API. */
const RECORDED_AS: Readonly<Record<LinkAction, AuditAction>> = {
  acknowledge: 'incident.ack',
  take_over: 'incident.take-over',
  decline: 'incident.decline',
  resolve: 'incident.resolve',
  silence: 'incident.silence',
  undo: 'incident.undo',
  mark_noise: 'incident.noise',
  unmark_noise: 'incident.not-noise',
};

function tokenOf({ pathParameters }: HttpEvent): string {
  return pathParameters?.['token'] ?? '';
}
