import { firehoseArchive, firehoseClient } from '#adapters/archive/firehose.ts';
import { OWN_ENV } from '#deployment/env.ts';
import type { StorePorts } from '#runtime/runtime.ts';

/** Creates the archive where the stack has one; without it nothing of it is created. */
export function archiveFromEnv(env: NodeJS.ProcessEnv = process.env): Pick<StorePorts, 'archive'> {
  const stream = env[OWN_ENV.archiveStream];
  return { ...(stream !== undefined && { archive: firehoseArchive(firehoseClient(), stream) }) };
}
