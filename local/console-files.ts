import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildConsole } from '#console/build.ts';
import { type ConsoleFile, readConsoleFiles } from '#console/files.ts';

/** Where the published package has them, which comes without esbuild. */
const PACKAGED = fileURLToPath(new URL('../functions/console/console', import.meta.url));

let built: readonly ConsoleFile[] | undefined;

/**
 * The files of the console: as they were published, or built of this clone when first asked for.
 */
export function consoleFiles(): readonly ConsoleFile[] {
  built ??= existsSync(PACKAGED) ? readConsoleFiles(PACKAGED) : buildConsole().files;
  return built;
}
