import { SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import { body, oneOf, text } from '#http/fields.ts';

export const PSEUDONYM = body({
  of: oneOf(['patient', 'user']),
  name: text(SAMPLE_LIMITS.name),
});
