import { emptyInWords, stopInWords } from '#core/escalation/in-words.ts';
import { readerOf } from '#core/responder/reader.ts';
import type { Config, Service } from '#core/team/config.ts';
import {
  type EscalationOnCall,
  type ServiceOnCall,
  type StageOnCall,
  servicesOnCall,
  type TargetOnCall,
} from '#core/team/service-on-call.ts';
import { SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { entityTag } from '#http/conditional-get.ts';
import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { queryTime } from '#http/time-fields.ts';
import { currentRota } from '#usecases/current-rota.ts';
import { ours } from '../platform/config.ts';
import type { ServiceOnCallView } from './oncall.contract.ts';
import { SERVICE_DUTY_PAGES } from './oncall.requests.ts';
import { lastingText } from './oncall.ts';

/** The route that tells of services whom their alerts would page, now or at a given time. */
export function serviceDutyRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/oncall/services'> {
  return {
    'GET /v1/oncall/services': gate.withRight(
      'read',
      async ({ queryStringParameters: query = {} }) => {
        const page = readPage(SERVICE_DUTY_PAGES, query);
        if (typeof page === 'string') {
          return problem('invalid', page);
        }
        const now = clock();
        const at = queryTime(query, 'at', { timeZone: config.timeZone, after: now }) ?? now;
        if (typeof at === 'string') {
          return problem('invalid', at);
        }
        const services = ours(config.services);
        const unknown = unknownFilter(query, { service: services.map(({ id }) => id) });
        if (unknown !== undefined) {
          return problem('unknown_name', unknown);
        }
        const rota = await currentRota(ports, config);
        const onCallOf = servicesOnCall(rota.config, rota.overrides, at);
        const wanted = services.filter(({ id }) => (query['service'] ?? id) === id);
        const { views, next } = pageOf(wanted, page, {
          placeOf: ({ id }) => [id],
          view: (service) => view(service, onCallOf(service), config),
        });
        const told = { services: views, ...next };
        const etag = entityTag(lastingText(told, at));
        return json(200, { at: isoTime(at), ...told }, { etag });
      },
    ),
  };
}

function view(
  { id, name }: Service,
  { escalations, unpaged }: ServiceOnCall,
  config: Config,
): ServiceOnCallView {
  return {
    service: id,
    name,
    escalations: escalations.map((escalation) => escalationView(escalation, config)),
    unpaged,
  };
}

function escalationView({ policy, severities, stages }: EscalationOnCall, config: Config) {
  return { policy, severities, stages: stages.map((stage) => stageView(stage, config)) };
}

function stageView({ name, after, targets }: StageOnCall, config: Config) {
  return {
    step: stopInWords(name),
    ...(name.kind === 'step' && { number: name.step }),
    afterSeconds: after / SECOND,
    targets: targets.map((target) => targetView(target, config)),
  };
}

function targetView({ target, duty, holder, person, why }: TargetOnCall, config: Config) {
  const nameOf = (id: string | undefined) =>
    id === undefined ? undefined : config.people[id]?.name;
  const name = nameOf(person);
  const [nextPerson] = duty?.next ?? [];
  const nextName = nameOf(nextPerson);
  return {
    ...(target.kind === 'schedule' && { schedule: target.id }),
    ...(person !== undefined && { person }),
    ...(name !== undefined && { name }),
    ...(holder?.by === 'layer' && { layer: holder.layer }),
    ...(holder?.by === 'override' && { override: holder.override }),
    ...(duty !== undefined && { until: isoTime(duty.onCall.until) }),
    ...(nextPerson !== undefined && { nextPerson }),
    ...(nextName !== undefined && { nextName }),
    ...(why !== undefined && {
      unreachable: { code: why.code, reason: emptyInWords(why, readerOf(config)) },
    }),
  };
}
