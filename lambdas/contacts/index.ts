import { contactBookFromEnv } from '../support/contact-book.ts';
import { publishingRuntimeFromEnv } from '../support/runtime.ts';
import { throughCloudFront } from '../support/through-cloudfront.ts';
import { createContactsHandler } from './handler.ts';

/** The deployed entry. */
export const handler = throughCloudFront(
  createContactsHandler(publishingRuntimeFromEnv(), contactBookFromEnv()),
);
