import type { AuditWho } from '#core/audit/audit-entry.ts';
import type { ApiKey } from '#usecases/ports.ts';
import type { Caller } from './caller.ts';
import { keyActor, personActor } from './request-actor.ts';

/** Returns who makes a request, as the audit trail names it. */
export function auditWho(caller: Caller): AuditWho {
  return caller.kind === 'key' ? keyWho(caller.key) : { kind: 'person', ...personActor(caller) };
}

export function keyWho(key: Pick<ApiKey, 'id' | 'name'>): AuditWho {
  return { kind: 'key', ...keyActor(key), keyId: key.id };
}
