import { auditDependenciesFromEnv } from '../support/audit-dependencies.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createAuditHandler } from './handler.ts';

const runtime = runtimeFromEnv();

/** The deployed entry. */
export const handler = createAuditHandler(runtime, auditDependenciesFromEnv(runtime));
