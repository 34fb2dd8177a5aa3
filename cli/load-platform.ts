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
    throw new CliFailure('failed', remedyFor(process.versions.node, message), { cause: error });
  }
}

/** Says what to do if a part of the platform is missing on this version of Node. */
export function remedyFor(node: string, message: string): string {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const isOld = major < 22 || (major === 22 && minor < 13);
  return isOld
    ? `The platform on one machine needs Node 22.13 or later, and this is Node ${node}: install a newer Node, then the package again. All other commands run here.`
    : `A part of the platform on one machine is not installed (${message}): an older Node leaves it out. Run npm install again with this Node ${node}. All other commands run here.`;
}
