import { sqsDeadLetters } from '#adapters/sqs/dead-letters.ts';
import { OWN_ENV } from '#deployment/env.ts';
import { placeFromEnv, readEnv } from '#runtime/read-env.ts';
import { sendHeartbeat } from '#runtime/send-heartbeat.ts';
import type { ContactBook, DeadLetters } from '#usecases/ports.ts';
import { contactBookFromEnv } from './contact-book.ts';
import type { DeployedRuntime } from './runtime-from-env.ts';

/** The dependencies of the audit beside the runtime. */
export interface AuditDependencies {
  readonly deadLetters: DeadLetters;
  readonly contacts: ContactBook;
  /** The Region, whose reports are its own. */
  readonly place: string;
  /** Notifies the outside monitor that nothing is wrong. */
  readonly beat: () => Promise<void>;
}

/** Reads the audit's dependencies from the environment that its stack sets. */
export function auditDependenciesFromEnv(
  { clients, log }: Pick<DeployedRuntime, 'clients' | 'log'>,
  env: NodeJS.ProcessEnv = process.env,
): AuditDependencies {
  return {
    deadLetters: sqsDeadLetters(clients.sqs, readEnv(env, OWN_ENV.deadLetterUrls).split(/\s+/)),
    contacts: contactBookFromEnv(env),
    place: placeFromEnv(env),
    beat: sendHeartbeat(env[OWN_ENV.heartbeatUrl] ?? '', log),
  };
}
