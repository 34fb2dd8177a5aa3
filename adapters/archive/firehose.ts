import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { isHeldOff } from '#core/time/hold-off.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { type SampleArchive, Unavailable } from '#usecases/ports.ts';
import { gzipLines } from './gzip-lines.ts';

/** How long an answer is waited for, in ms, all attempts together. */
const ANSWER_WITHIN: Duration = 0.5 * SECOND;

/**
 * Where Firehose has not answered so many requests in a row, others do not wait for it for a while.
 * A single silence may as well be a thread that was busy.
 */
const SILENCES = 3;

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
  let silences = 0;

  /** Notes whether there was an answer; pieces of one request are silent together. */
  function note(isSilent: boolean, now: Instant): void {
    if (!isSilent) {
      silences = 0;
    } else if (now !== silentAt || silences === 0) {
      silences += 1;
      silentAt = now;
    }
  }

  return {
    async append(lines, now) {
      if (silences >= SILENCES && isHeldOff(silentAt, now)) {
        throw new Unavailable('Firehose did not answer a moment ago, and is not asked again yet');
      }
      const Data = await gzipLines(lines);
      const command = new PutRecordCommand({ DeliveryStreamName: stream, Record: { Data } });
      const abortSignal = AbortSignal.timeout(ANSWER_WITHIN);
      try {
        await client.send(command, { abortSignal });
        note(false, now);
      } catch (error) {
        note(abortSignal.aborted, now);
        throw error;
      }
    },
  };
}
