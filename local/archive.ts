import { join } from 'node:path';
import { folderArchive } from '#adapters/archive/folder.ts';
import type { Config } from '#core/team/config.ts';
import { describeError, type Log } from '#runtime/log.ts';
import type { Ports } from '#usecases/ports.ts';

/**
 * Creates the archive of one machine in the folder of its data, if the config has one. A platform
 * that keeps nothing archives nothing.
 */
export function localArchive(
  { archive }: Pick<Config, 'archive'>,
  data: string | undefined,
  log: Log,
): Pick<Ports, 'archive'> {
  if (archive === undefined || data === undefined) {
    return {};
  }
  const { keep } = archive;
  const message = 'old days of the archive could not be removed';
  const onFailure = (error: unknown) =>
    log({ level: 'error', message, error: describeError(error) });
  return {
    archive: folderArchive(join(data, 'archive'), keep === null ? null : { keep, onFailure }),
  };
}
