/**
 * Why something cannot be deployed as it is written, for whoever wrote it: the message says all,
 * and where it was thrown says nothing.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
