/**
 * Another writer was faster every time. Nothing was stored, and the same may be asked again in a
 * moment.
 */
export class WriteConflict extends Error {
  override readonly name = 'WriteConflict';
}
