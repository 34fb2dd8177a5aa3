import { CliFailure } from './failure.ts';

const LACKING = ['ERR_UNKNOWN_BUILTIN_MODULE', 'ERR_MODULE_NOT_FOUND'];

/**
 * Loads a module of the platform on one machine, which needs a newer Node than the other commands.
 * It is loaded lazily: its engines would slow down every other command.
 */
export async function loadPlatform<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !LACKING.includes(code)) {
      throw error;
    }
    throw new CliFailure(
      'failed',
      `The platform on one machine needs Node 22.13 or later, and was installed with less or runs on less: this is Node ${process.versions.node} (${message}). Install a newer Node, then the package again. All other commands run here.`,
      { cause: error },
    );
  }
}
