import { contactBookFromEnv } from '../support/contact-book.ts';
import { runtimeFromEnv } from '../support/runtime.ts';
import { createContactsHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createContactsHandler(runtimeFromEnv(), contactBookFromEnv());
