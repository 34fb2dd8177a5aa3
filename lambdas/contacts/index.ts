import { contactBookFromEnv } from '../support/contact-book.ts';
import { runtimeFromEnv } from '../support/runtime.ts';
import { createContactsHandler } from './handler.ts';

const runtime = runtimeFromEnv();

/** The deployed entry. */
export const handler = createContactsHandler(runtime, contactBookFromEnv(runtime.clients));
