import { sqsDeadLetters } from '#adapters/sqs/dead-letters.ts';
import { OWN_ENV } from '#deployment/env.ts';
import type { ContactBook, DeadLetters } from '#usecases/ports.ts';
import { contactBookFromEnv } from './contact-book.ts';
import { readEnv } from './read-env.ts';
import type { DeployedRuntime } from './runtime-from-env.ts';
import { sendHeartbeat } from './send-heartbeat.ts';

/** What the audit has besides the runtime. */
export interface AuditDependencies {
  readonly deadLetters: DeadLetters;
  readonly contacts: ContactBook;
  /** Tells somebody outside that nothing is wrong. */
  readonly beat: () => Promise<void>;
}

/** The audit's parts as its stack describes them. */
export function auditDependenciesFromEnv(
  { clients, log }: Pick<DeployedRuntime, 'clients' | 'log'>,
  env: NodeJS.ProcessEnv = process.env,
): AuditDependencies {
  return {
    deadLetters: sqsDeadLetters(clients.sqs, readEnv(env, OWN_ENV.deadLetterUrls).split(/\s+/)),
    contacts: contactBookFromEnv(env),
    beat: sendHeartbeat(env[OWN_ENV.heartbeatUrl] ?? '', log),
  };
}
