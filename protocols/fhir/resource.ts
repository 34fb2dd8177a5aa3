import type { Config } from '#core/team/config.ts';
import { idFrom, searchedIdentifier } from '#http/fhir-reference.ts';
import { formatValue } from '#http/format-value.ts';
import { parseAuditEvent } from './audit-event.ts';
import { careRelations, isCareResource, ownRelations } from './care.ts';
import { type Element, textOf } from './element.ts';
import { movesOf } from './encounter.ts';
import { type Asked, type Entry, idFault, parseEntry, type Reading } from './entry.ts';
import { identifierOf, isId } from './identity.ts';
import { type FhirIssue, isIssue } from './issue.ts';

/** A resource that is sent, by itself or in a Bundle. */
export interface Sent extends Asked {
  readonly resource: Element;
  readonly fullUrl?: string | undefined;
}

type Monitored = Pick<Config, 'privacyMonitoring'>;

/** Returns the types that are more than referred to. */
export function takenTypes({ privacyMonitoring }: Monitored): readonly string[] {
  const taken = ['Observation', 'Encounter'];
  if (privacyMonitoring === undefined) {
    return taken;
  }
  const { explainedBy, rules } = privacyMonitoring;
  const people = rules.ownRecord ? ['Person'] : [];
  return [...new Set([...taken, 'AuditEvent', ...explainedBy, ...people])];
}

/** Reads a resource of a type that is taken. */
export function readResource(type: string, sent: Sent, reading: Reading): Entry {
  const { resource } = sent;
  if (type === 'Observation') {
    return parseEntry(resource, sent, reading);
  }
  const misnamed = idFault(resource, sent.id);
  if (misnamed !== undefined) {
    return { kind: 'refused', faults: [misnamed] };
  }
  return type === 'AuditEvent' ? auditEntry(sent, reading) : unkeptEntry(type, sent, reading);
}

function auditEntry(sent: Sent, reading: Reading): Entry {
  const read = parseAuditEvent(sent.resource, reading);
  return isIssue(read)
    ? { kind: 'refused', faults: [read] }
    : { kind: 'audit_event', id: idOf(sent), isUpdate: sent.method === 'PUT', ...read };
}

/** Reads who has come and left by an Encounter, and who has to do with whom by it and others. */
function unkeptEntry(type: string, sent: Sent, reading: Reading): Entry {
  const { resource } = sent;
  const id = idOf(sent);
  const relations = relationsOf({ type, id, resource }, reading);
  return {
    ...{ kind: 'not_kept', type, id },
    ...(type === 'Encounter' && { moves: movesOf(resource, id, reading) }),
    ...(relations !== undefined && { relations }),
  };
}

/** Undefined where the config asks for none of the type. */
function relationsOf(
  {
    type,
    id,
    resource,
  }: { readonly type: string; readonly id: string; readonly resource: Element },
  reading: Reading,
) {
  const reads = { ...reading, by: `${type}/${id}` };
  if (type === 'Person') {
    return ownRelations(resource, reads);
  }
  const explainedBy: readonly string[] = reading.config.privacyMonitoring?.explainedBy ?? [];
  return isCareResource(type) && explainedBy.includes(type)
    ? careRelations(type, resource, reads)
    : undefined;
}

/** A resource of a type that is not supported. */
export function unsupportedIssue(type: string, config: Monitored): FhirIssue {
  const taken = takenTypes(config);
  const names = `${taken.slice(0, -1).join(', ')} and ${taken.at(-1)} are`;
  const why = type === 'AuditEvent' ? ': the config has no privacy_monitoring' : '';
  const detail = `Resources of the type ${formatValue(type)} are not taken${why}; ${names}.`;
  return { kind: 'fault', status: 404, code: 'not-supported', detail };
}

/**
 * Returns the id that a server would assign or find: the one in the path, or else one for the
 * identifier, so that it stays the same from Bundle to Bundle. What has no name of any kind is
 * known by what it holds.
 */
export function idOf({ id, search, resource, fullUrl = '' }: Sent): string {
  if (id !== undefined) {
    return id;
  }
  const searched = search === undefined ? undefined : searchedIdentifier(search);
  const identifier = searched ?? identifierOf(resource);
  const own = textOf(resource, 'id') ?? '';
  if (identifier === undefined && isId(own)) {
    return own;
  }
  return idFrom(identifier ?? (fullUrl || JSON.stringify(resource.json)));
}
