import { requireCloudFront } from '#http/require-cloudfront.ts';
import { contactBookFromEnv } from '../support/contact-book.ts';
import { publishingRuntimeFromEnv } from '../support/runtime-from-env.ts';
import { createContactsHandler } from './handler.ts';

/** The deployed entry. */
export const handler = requireCloudFront(
  createContactsHandler(publishingRuntimeFromEnv(), contactBookFromEnv()),
);
