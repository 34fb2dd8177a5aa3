import { snsClient } from '#adapters/aws-clients.ts';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { ENV } from '#deployment/env.ts';
import { readEnv } from '#runtime/read-env.ts';
import type { ContactBook } from '#usecases/ports.ts';

/** Creates the contact book of a deployed stack, for the functions that read or change contacts. */
export function contactBookFromEnv(env: NodeJS.ProcessEnv = process.env): ContactBook {
  return snsContactBook(snsClient(), readEnv(env, ENV.topicPrefix));
}
