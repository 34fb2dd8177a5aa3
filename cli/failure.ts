/** Something that the person at the terminal can mend: shown without a stack, and the command ends with 1. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
}
