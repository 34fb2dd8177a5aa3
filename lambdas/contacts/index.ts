import { contactBookFromEnv } from '../support/contact-book.ts';
import { publishingRuntimeFromEnv } from '../support/runtime.ts';
import { createContactsHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createContactsHandler(publishingRuntimeFromEnv(), contactBookFromEnv());
