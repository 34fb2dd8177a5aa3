import { SCOPES } from '#core/access/right.ts';
import { body, listOf, oneOf, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';

export const NEW_KEY = body({
  name: text(100),
  scopes: listOf(oneOf(SCOPES), SCOPES.length),
  by: BY,
});

export const STATUSES = ['valid', 'revoked'] as const;

export const KEY_PAGES: Paging = {
  list: 'keys',
  most: 1_000,
  place: ['number', 'string'],
  choices: { status: STATUSES, scope: SCOPES },
};
