/** Other writers won every race. Nothing was stored, and the caller may retry in a moment. */
export class WriteConflict extends Error {
  override readonly name = 'WriteConflict';
}
