import { body, listOf, oneOf, text } from '#http/fields.ts';
import { BY } from '#http/request-actor.ts';
import { SCOPES } from '#usecases/ports.ts';

export const NEW_KEY = body({
  name: text(100),
  scopes: listOf(oneOf(SCOPES), SCOPES.length),
  by: BY,
});
