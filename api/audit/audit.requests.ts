import { EXPORT_FORMATS } from '#http/exported.ts';
import type { Paging } from '#http/paging.ts';

export const AUDIT_PAGES: Paging = {
  list: 'audit',
  most: 1_000,
  place: ['string'],
  choices: { format: EXPORT_FORMATS },
};
