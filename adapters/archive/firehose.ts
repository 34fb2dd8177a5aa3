import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { type SampleArchive, Unavailable } from '#usecases/ports.ts';
import { gzipLines } from './gzip-lines.ts';

/** How long an answer is waited for, in ms, all attempts together. */
const ANSWER_WITHIN: Duration = 0.5 * SECOND;

/** Where Firehose has not answered in time, requests do not wait for it for a while. */
const HELD_OFF: Duration = 10 * SECOND;

/**
 * A record of Firehose may have 1,000 KiB. So many bytes are never more when they are compressed:
 * gzip adds 5 to each 16 KB that it cannot make smaller.
 */
const RECORD_BYTES = 1_000_000;

/** Creates the client, apart from those of the stores: only ingest has it in its bundle. */
export function firehoseClient(endpoint?: string): FirehoseClient {
  return new FirehoseClient({
    maxAttempts: 2,
    ...(endpoint !== undefined && {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  });
}

/**
 * Creates the archive on a stream of Firehose, which puts what it is given into a bucket. It
 * compresses what it sends: Firehose bills what it takes in, and not what it stores.
 */
export function firehoseArchive(client: FirehoseClient, stream: string): SampleArchive {
  let silentAt: Instant = Number.NEGATIVE_INFINITY;

  async function put(lines: readonly string[], abortSignal: AbortSignal): Promise<void> {
    const Data = await gzipLines(lines);
    const command = new PutRecordCommand({ DeliveryStreamName: stream, Record: { Data } });
    await client.send(command, { abortSignal });
  }

  return {
    async append(lines, now) {
      if (Math.abs(now - silentAt) < HELD_OFF) {
        throw new Unavailable('Firehose did not answer a moment ago, and is not asked again yet');
      }
      const signal = AbortSignal.timeout(ANSWER_WITHIN);
      try {
        await Promise.all(records(lines).map((some) => put(some, signal)));
      } catch (error) {
        if (signal.aborted) {
          silentAt = now;
        }
        throw error;
      }
    },
  };
}

/** Splits lines into records; nearly always they are one. */
function records(lines: readonly string[]): readonly (readonly string[])[] {
  const split: string[][] = [[]];
  let room = RECORD_BYTES;
  for (const line of lines) {
    const bytes = Buffer.byteLength(line) + 1;
    if (bytes > room) {
      split.push([]);
      room = RECORD_BYTES;
    }
    split.at(-1)?.push(line);
    room -= bytes;
  }
  return split;
}
