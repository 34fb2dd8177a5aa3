/**
 * The reason why something cannot be deployed as it is written. The message is complete for its
 * author, so it is shown without a stack.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
