import { sqsDeadLetters } from '#adapters/sqs/dead-letters.ts';
import { OWN_ENV } from '#deployment/env.ts';
import type { ContactBook, DeadLetters } from '#usecases/ports.ts';
import { contactBookFromEnv } from './contact-book.ts';
import { heartbeat } from './heartbeat.ts';
import { readEnv } from './read-env.ts';
import type { DeployedRuntime } from './runtime-from-env.ts';

/** What the audit has besides the runtime. */
export interface AuditParts {
  readonly deadLetters: DeadLetters;
  readonly contacts: ContactBook;
  /** Tells somebody outside that nothing is wrong. */
  readonly beat: () => Promise<void>;
}

/** The audit's parts as its stack describes them. */
export function auditPartsFromEnv(
  { clients, log }: Pick<DeployedRuntime, 'clients' | 'log'>,
  env: NodeJS.ProcessEnv = process.env,
): AuditParts {
  return {
    deadLetters: sqsDeadLetters(clients.sqs, readEnv(env, OWN_ENV.deadLetterUrls).split(/\s+/)),
    contacts: contactBookFromEnv(env),
    beat: heartbeat(env[OWN_ENV.heartbeatUrl] ?? '', log),
  };
}
