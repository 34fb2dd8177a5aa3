/** A service went on refusing what nothing is wrong with: it is throttling or ill, and may well take the same in a moment. */
export class Unavailable extends Error {
  override readonly name = 'ServiceUnavailable';
}
