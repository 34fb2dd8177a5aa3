import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { folderArchive } from '#adapters/archive/folder.ts';
import { readFolder } from '#cli/sample-folder.ts';
import { streamSamples } from '#cli/sample-stream.ts';
import { archivedLine } from '#core/sample/archived.ts';
import type { Sample } from '#core/sample/sample.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { backtest } from '#local/backtest.ts';
import { absence, below, hospital } from '../support/config.ts';

const START = Date.UTC(2026, 10, 28, 22);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardbell-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Numbers from 0 to 1 that are the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Beds that dip now and then, from two hours before midnight till two hours after. */
function recording(): readonly Sample[] {
  const samples: Sample[] = [];
  for (let at = START; at < START + 4 * HOUR; at += 10 * SECOND) {
    for (const bed of [1, 2, 3]) {
      const isLow = ((at - START) / MINUTE + bed * 17) % 40 < bed;
      const common = { subject: `bed-${bed}`, at, labels: {} };
      samples.push({ ...common, metric: 'spo2', value: isLow ? 80 : 96 });
      samples.push({ ...common, metric: 'heart_rate', value: 70 + bed });
    }
  }
  return samples;
}

async function gathered(chunks: AsyncIterable<readonly Sample[]>) {
  const all: (readonly Sample[])[] = [];
  for await (const chunk of chunks) {
    all.push(chunk);
  }
  return all.flat();
}

const told: string[] = [];
const options = { tell: (line: string) => told.push(line), timeZone: 'UTC' };

/** Writes an object of an archive of this day, with each request as Firehose appends it. */
function object(day: string, name: string, requests: readonly (readonly Sample[])[]): void {
  mkdirSync(join(folder, 'samples', day), { recursive: true });
  for (const request of requests) {
    const lines = request.map((sample) => `${archivedLine(sample, sample.at + 200)}\n`);
    appendFileSync(join(folder, 'samples', day, name), gzipSync(lines.join('')));
  }
}

/** Puts requests into objects of their days in any order, some of them twice. */
function archiveInDisorder(samples: readonly Sample[], random: () => number): void {
  const requests = [...Map.groupBy(samples, ({ at }) => at).values()];
  const twice = requests.filter(() => random() < 0.2);
  const shuffled = [...requests, ...twice]
    .map((request) => ({ request, rank: random() }))
    .sort((a, b) => a.rank - b.rank);
  for (const { request } of shuffled) {
    const day = new Date(request[0]?.at ?? 0).toISOString().slice(0, 10);
    const within = request.map((one) => ({ one, rank: random() })).sort((a, b) => a.rank - b.rank);
    object(day, `${Math.floor(random() * 5)}.jsonl.gz`, [within.map(({ one }) => one)]);
  }
}

describe('the folder of an archive', () => {
  const config = hospital({
    config: { rules: [below('spo2', 88, { for: 30 * SECOND }), absence('spo2', 2 * MINUTE)] },
  });

  test('is played as the samples were recorded, in whatever order and however often it has them', async () => {
    const samples = recording();
    const plain = join(folder, 'plain.jsonl');
    writeFileSync(plain, samples.map((one) => `${archivedLine(one, one.at)}\n`).join(''));
    archiveInDisorder(samples, seeded(7));
    const expected = await backtest([config], streamSamples([plain], options));
    const played = await backtest([config], streamSamples([join(folder, 'samples')], options));
    expect(expected.runs[0]?.alarms.length).toBeGreaterThan(5);
    expect(played).toEqual(expected);
  });

  test('is the same if not all of it fits into memory, and leaves no file behind', async () => {
    const samples = recording();
    archiveInDisorder(samples, seeded(8));
    const before = spilled();
    const whole = await gathered(readFolder(folder, options));
    const pieces = await gathered(readFolder(folder, options, 700));
    expect(whole).toHaveLength(samples.length);
    expect(pieces).toEqual(whole);
    const after = spilled();
    expect(after).toBe(before);
  });

  test('is the same if not all of it fits into memory where labels look like those of replicas', async () => {
    const common = { metric: 'spo2', value: 97, labels: { replica: 'kept', pair: 'a' } };
    const sent = Array.from({ length: 30 }, (_, i) => ({
      ...common,
      subject: `bed-${i % 3}`,
      at: START + i * SECOND,
    }));
    object('2026-11-28', 'a.jsonl.gz', [sent]);
    const byPair = { ...options, replicaLabels: ['pair'] };
    const whole = await gathered(readFolder(folder, byPair));
    expect(whole[0]).toMatchObject({ labels: { replica: 'kept' }, replica: 'a' });
    expect(await gathered(readFolder(folder, byPair, 7))).toEqual(whole);
  });

  test('lies in no file that has a name while it is read', async () => {
    archiveInDisorder(recording(), seeded(10));
    const before = spilled();
    const during: number[] = [];
    for await (const _ of readFolder(folder, options, 500)) {
      during.push(spilled());
    }
    expect(new Set(during)).toEqual(new Set([before]));
  });

  test('leaves no file behind where reading stops before its end', async () => {
    archiveInDisorder(recording(), seeded(9));
    const before = spilled();
    for await (const chunk of readFolder(folder, options, 500)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    const after = spilled();
    expect(after).toBe(before);
  });

  test('of one machine is read as it was written', async () => {
    const archive = folderArchive(folder, null);
    const samples = recording().slice(0, 60);
    for (const sample of samples) {
      await archive.append([archivedLine(sample, sample.at)], sample.at);
    }
    const read = await gathered(streamSamples([folder], options));
    expect(read.toSorted(byText)).toEqual(samples.toSorted(byText));
  });

  test('has what a killed process wrote, as far as it goes', async () => {
    const [first, second] = [recording().slice(0, 6), recording().slice(6, 12)];
    object('2026-11-28', 'a.jsonl.gz', [first]);
    const cut = gzipSync(second.map((one) => `${archivedLine(one, one.at)}\n`).join(''));
    appendFileSync(join(folder, 'samples/2026-11-28/a.jsonl.gz'), cut.subarray(0, 20));
    const read = await gathered(streamSamples([folder], options));
    expect(read.toSorted(byText)).toEqual(first.toSorted(byText));
  });

  test('is read although one file is damaged, and says which', async () => {
    const samples = recording().slice(0, 6);
    object('2026-11-28', 'a.jsonl.gz', [samples]);
    object('2026-11-28', 'b.jsonl.gz', [samples]);
    const file = join(folder, 'samples/2026-11-28/a.jsonl.gz');
    writeFileSync(file, readFileSync(file).fill(0xff, 10));
    told.length = 0;
    const read = await gathered(streamSamples([folder], options));
    expect(read.toSorted(byText)).toEqual(samples.toSorted(byText));
    expect(told).toEqual([
      `${file} cannot be read: invalid block type. The other files are read all the same.`,
    ]);
  });

  test('says what in it is no archive', async () => {
    object('2026-11-28', 'a.jsonl.gz', [recording().slice(0, 1)]);
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(await gathered(streamSamples([folder], options))).toHaveLength(1);
    expect(told).toContain(`${join(folder, 'notes.txt')} is not read: it is no JSON Lines.`);
  });

  test('that holds none is refused', async () => {
    await expect(gathered(streamSamples([folder], options))).rejects.toThrow(
      `${folder} holds no samples: files of an archive end in .jsonl.gz`,
    );
  });
});

/** How many folders of samples lie in the system's folder of temporary files. */
function spilled(): number {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('wardbell-samples-')).length;
}

function byText(a: Sample, b: Sample): number {
  return archivedLine(a, 0) < archivedLine(b, 0) ? -1 : 1;
}

test('a file that is said to be compressed and is not is refused', async () => {
  const file = join(folder, 'a.jsonl.gz');
  writeFileSync(file, '{}\n');
  await expect(gathered(streamSamples([file], options))).rejects.toThrow(
    `${file} cannot be read: incorrect header check`,
  );
});

test('a compressed file is closed where reading stops before its end', async () => {
  const samples = Array.from({ length: 5 }, () => recording()).flat();
  object('2026-11-28', 'a.jsonl.gz', [samples, samples, samples]);
  const file = join(folder, 'samples/2026-11-28/a.jsonl.gz');
  const isOpen = () => readdirSync('/proc/self/fd').some((fd) => pathOf(fd) === file);
  const chunks = streamSamples([file], options);
  await chunks.next();
  expect(isOpen()).toBe(true);
  await chunks.return(undefined);
  for (let turns = 0; turns < 1_000; turns++) {
    await new Promise(setImmediate);
  }
  expect(isOpen()).toBe(false);
});

/** Returns the path of an open file; undefined if it was closed meanwhile. */
function pathOf(fd: string): string | undefined {
  try {
    return readlinkSync(join('/proc/self/fd', fd));
  } catch {
    return undefined;
  }
}
