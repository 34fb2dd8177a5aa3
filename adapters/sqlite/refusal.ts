/** Why a folder or a file cannot be used as the store, for the person who starts the platform. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
}

/** A file is damaged: the error says which, what is lost, and what to do. */
export function damaged(file: string, folder: string, what: string): StoreRefused {
  return new StoreRefused(
    `${file} is damaged: ${what}\nNothing was changed, and nothing was started. Put the folder back from a backup, or run\n\n` +
      `  npx --no-install wardbell repair --data ${folder}\n\n` +
      'which keeps all that can still be read, sets the damaged file aside and says what is missing. Until then nobody is paged: rely on the bedside alarms.',
  );
}

/** The system does not allow writing there: no permission, no space, or no folder. */
export function cannotBeWritten(folder: string, error: unknown): StoreRefused {
  return new StoreRefused(
    `The folder ${folder} cannot be written: ${(error as Error).message}. Make it writable for the user that runs Wardbell, make room on its disk, or choose another folder with --data.`,
    { cause: error },
  );
}
