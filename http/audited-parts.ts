import type { Runtime } from '#runtime/runtime.ts';
import { type AuditRecorder, createAuditRecorder } from './audit-recorder.ts';
import { createGate } from './authenticate.ts';
import type { RouteDependencies } from './routes.ts';
import { signedInPeople } from './signed-in.ts';

/** The dependencies of routes that people ask, whose looks and changes the audit trail has. */
export interface AuditedParts extends RouteDependencies {
  readonly audit: AuditRecorder;
}

/** Makes them for a function that knows people by their key or their session. */
export function auditedParts<Given extends Runtime>(
  runtime: Given,
): AuditedParts & { readonly runtime: Given } {
  const audit = createAuditRecorder(runtime);
  return { runtime, audit, gate: createGate(runtime, signedInPeople(runtime), audit) };
}
