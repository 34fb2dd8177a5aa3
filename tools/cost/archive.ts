import { gzipLines } from '#adapters/archive/gzip-lines.ts';
import { DEFAULT_KEEP } from '#config/schema/archive.ts';
import { archivedLine } from '#core/sample/archived.ts';
import type { Sample } from '#core/sample/sample.ts';
import { DAY, type Instant, SECOND } from '#core/time/instant.ts';
import {
  ARCHIVE_ALARMS,
  CALL_MS,
  FIREHOSE_RECORD_BYTES,
  FIREHOSE_SECONDS,
  HOSPITAL,
  MONTH,
  STREAM,
} from '#deployment/capacity/assumptions.ts';
import type { Usage } from '#deployment/capacity/usage.ts';
import { FUNCTIONS } from '#deployment/functions.ts';
import { START, VITALS } from './flows.ts';

/** What the archive uses more in a month, with nothing older in the bucket than it keeps. */
export interface ArchiveMonths {
  readonly stream: Usage;
  readonly hospital: Usage;
}

/** Compresses a request of each as ingest does, with values and times that vary. */
export async function countArchive(): Promise<ArchiveMonths> {
  const { beds, bedsPerRequest, requestEverySeconds, samplesPerBed } = HOSPITAL;
  const { samplesPerDay, samplesPerRequest, subjectsPerRequest } = STREAM;
  return {
    stream: monthOf(samplesPerDay / samplesPerRequest, await bytesOf(subjectsPerRequest)),
    hospital: monthOf(
      (beds / bedsPerRequest) * (MONTH.seconds / MONTH.days / requestEverySeconds),
      await bytesOf(bedsPerRequest, samplesPerBed),
    ),
  };
}

const GIGABYTE = 1024 ** 3;

function monthOf(requestsPerDay: number, bytes: number): Usage {
  const requests = requestsPerDay * MONTH.days;
  const billed = Math.ceil(bytes / FIREHOSE_RECORD_BYTES) * FIREHOSE_RECORD_BYTES;
  const memory = FUNCTIONS.ingest.memoryMegabytes / 1024;
  const keptMonths = DEFAULT_KEEP / (MONTH.days * DAY);
  return {
    firehoseGigabytes: (requests * billed) / GIGABYTE,
    archiveGigabyteMonths: ((requests * bytes) / GIGABYTE) * keptMonths,
    archivePuts: MONTH.seconds / FIREHOSE_SECONDS,
    // As if nothing else were waited for meanwhile.
    gigabyteSeconds: requests * (CALL_MS.firehose / 1_000) * memory,
    alarms: ARCHIVE_ALARMS,
  };
}

async function bytesOf(subjects: number, each: number = VITALS.length): Promise<number> {
  const lines = variedSamples(subjects, each).map((sample) => archivedLine(sample, START));
  return (await gzipLines(lines)).byteLength;
}

/**
 * Returns samples that are less alike than a monitor's: each within a tenth of its value, rounded
 * to a tenth, at a millisecond of its own in the last five seconds.
 */
function variedSamples(subjects: number, each: number, now: Instant = START): readonly Sample[] {
  const random = seeded();
  return Array.from({ length: subjects }, (_, subject) =>
    VITALS.slice(0, each).map(({ value, ...vital }) => ({
      ...vital,
      subject: `ward-7-bed-${subject}`,
      value: Math.round(value * (0.9 + random() / 5) * 10) / 10,
      at: now - Math.floor(random() * 5 * SECOND),
      labels: {},
    })),
  ).flat();
}

/** The same numbers from 0 to 1 each time. */
function seeded(): () => number {
  let state = 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
