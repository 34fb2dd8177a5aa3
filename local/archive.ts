import { join } from 'node:path';
import { folderArchive } from '#adapters/archive/folder.ts';
import type { Config } from '#core/team/config.ts';
import type { Ports } from '#usecases/ports.ts';

/**
 * Creates the archive of one machine in the folder of its data, if the config has one. A platform
 * that keeps nothing archives nothing.
 */
export function localArchive(
  { archive }: Pick<Config, 'archive'>,
  data: string | undefined,
): Pick<Ports, 'archive'> {
  return {
    ...(archive !== undefined &&
      data !== undefined && { archive: folderArchive(join(data, 'archive'), archive.keep) }),
  };
}
