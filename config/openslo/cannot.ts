/** What OpenSLO says and our config cannot; its text is the reason, for people. */
export class Cannot extends Error {
  override readonly name = 'Cannot';
}
