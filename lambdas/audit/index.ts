import { auditPartsFromEnv } from '../support/audit-parts.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createAuditHandler } from './handler.ts';

const runtime = runtimeFromEnv();

/** The deployed entry. */
export const handler = createAuditHandler(runtime, auditPartsFromEnv(runtime));
