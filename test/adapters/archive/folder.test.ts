import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { folderArchive } from '#adapters/archive/folder.ts';
import { DAY, HOUR, SECOND } from '#core/time/instant.ts';

const NOON = Date.UTC(2026, 10, 28, 12);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardbell-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const days = () => readdirSync(folder).sort();
const files = (day: string) => readdirSync(join(folder, day)).sort();
const read = (day: string, file = files(day)[0] ?? '') =>
  gunzipSync(readFileSync(join(folder, day, file))).toString();

describe('the archive of one machine', () => {
  test('has a folder for each UTC day on which samples came, and in it one file of gzip', async () => {
    const archive = folderArchive(folder, null);
    await archive.append(['a', 'b'], NOON);
    await archive.append(['c'], NOON + 10 * SECOND);
    await archive.append(['d'], NOON + 12 * HOUR);
    expect(days()).toEqual(['2026-11-28', '2026-11-29']);
    expect(files('2026-11-28')).toHaveLength(1);
    expect(read('2026-11-28')).toBe('a\nb\nc\n');
    expect(read('2026-11-29')).toBe('d\n');
  });

  test('has all of what comes at once, each request in one piece', async () => {
    const archive = folderArchive(folder, null);
    const requests = Array.from({ length: 20 }, (_, i) => [`${i}.1`, `${i}.2`]);
    await Promise.all(requests.map((lines) => archive.append(lines, NOON)));
    expect(read('2026-11-28')).toBe(requests.map((lines) => `${lines.join('\n')}\n`).join(''));
  });

  test('goes on in another file when the process has begun anew, for the end may be missing', async () => {
    await folderArchive(folder, null).append(['before'], NOON);
    const [first = ''] = files('2026-11-28');
    await folderArchive(folder, null).append(['after'], NOON + SECOND);
    const [, second = ''] = files('2026-11-28');
    expect(read('2026-11-28', first)).toBe('before\n');
    expect(read('2026-11-28', second)).toBe('after\n');
  });

  test('says what it could not keep, and goes on in another file', async () => {
    const archive = folderArchive(folder, null);
    await archive.append(['before'], NOON);
    rmSync(join(folder, '2026-11-28'), { recursive: true });
    writeFileSync(join(folder, '2026-11-28'), 'in the way');
    await expect(archive.append(['lost'], NOON + SECOND)).rejects.toThrow('ENOTDIR');
    rmSync(join(folder, '2026-11-28'));
    await archive.append(['after'], NOON + 2 * SECOND);
    expect(read('2026-11-28')).toBe('after\n');
  });

  describe('where it removes days', () => {
    const failed: unknown[] = [];
    const onFailure = (error: unknown) => failed.push(error);
    beforeEach(() => {
      failed.length = 0;
    });

    /** Days are removed beside the write. */
    async function until(isSo: () => boolean): Promise<void> {
      for (let turns = 0; turns < 100_000 && !isSo(); turns++) {
        await new Promise(setImmediate);
      }
    }

    async function daysBecome(expected: readonly string[]): Promise<void> {
      await until(() => days().join() === expected.join());
      expect(days()).toEqual(expected);
    }

    test('removes those that ended as long ago as it keeps them, and nothing else', async () => {
      const archive = folderArchive(folder, { keep: 2 * DAY, onFailure });
      for (const day of [0, 1, 2]) {
        await archive.append(['x'], NOON + day * DAY);
      }
      writeFileSync(join(folder, 'mine.txt'), '');
      await archive.append(['x'], NOON + 3 * DAY);
      await daysBecome(['2026-11-29', '2026-11-30', '2026-12-01', 'mine.txt']);
      expect(failed).toEqual([]);
    });

    test('removes nothing on a day years ahead, and goes on when the clock is right again', async () => {
      const archive = folderArchive(folder, { keep: 2 * DAY, onFailure });
      await archive.append(['x'], NOON);
      await archive.append(['x'], NOON + DAY);
      await archive.append(['x'], NOON + 3_650 * DAY);
      await archive.append(['x'], NOON + 2 * DAY);
      await archive.append(['x'], NOON + 3 * DAY);
      await daysBecome(['2026-11-29', '2026-11-30', '2026-12-01', '2036-11-25']);
    });

    test('keeps what comes although one of them cannot be removed, and tells why', async () => {
      // Its inner folders have paths that are longer than the system takes.
      mkdirSync(join(folder, '2026-11-01'));
      const name = 'x'.repeat(200);
      const nest = `for i in $(seq 18); do mkdir ${name} && cd ${name}; done; mkdir -p ${name}/${name}/${name}`;
      execFileSync('sh', ['-c', nest], { cwd: join(folder, '2026-11-01') });
      mkdirSync(join(folder, '2026-11-02'));
      mkdirSync(join(folder, '2026-11-27'));
      const archive = folderArchive(folder, { keep: 2 * DAY, onFailure });
      await archive.append(['x'], NOON);
      await daysBecome(['2026-11-01', '2026-11-27', '2026-11-28']);
      expect(read('2026-11-28')).toBe('x\n');
      await until(() => failed.length > 0);
      expect(failed).toMatchObject([{ code: 'ENAMETOOLONG' }]);
      execFileSync('rm', ['-r', join(folder, '2026-11-01')]);
    });
  });

  test('is waited for a second where the disk hangs, and goes on when it answers', async () => {
    const archive = folderArchive(folder, null);
    mkdirSync(join(folder, '2026-11-28'));
    // Opening a pipe hangs until somebody reads from it.
    const pipe = join(folder, '2026-11-28', '2026-11-28T12-00-00Z-1.jsonl.gz');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const all = await Promise.allSettled([
      archive.append(['a'], NOON),
      archive.append(['b'], NOON + SECOND),
    ]);
    expect(all.map((one) => one.status === 'rejected' && String(one.reason))).toEqual([
      'ServiceUnavailable: the disk did not answer within 1000 ms',
      'ServiceUnavailable: the disk did not answer within 1000 ms',
    ]);
    await expect(archive.append(['not asked'], NOON + 2 * SECOND)).rejects.toThrow(
      'the disk has not answered yet, and is not asked for more',
    );
    const reader = openSync(pipe, constants.O_RDONLY + constants.O_NONBLOCK);
    for (let isTaken = false; !isTaken; ) {
      await new Promise(setImmediate);
      const taking = archive.append(['c'], NOON + 3 * SECOND);
      isTaken = await taking.then(
        () => true,
        () => false,
      );
    }
    const bytes = Buffer.alloc(1_000);
    const written = bytes.subarray(0, readSync(reader, bytes));
    closeSync(reader);
    expect(gunzipSync(written).toString()).toBe('a\nb\nc\n');
  });

  test('can be read by nobody else', async () => {
    await folderArchive(folder, null).append(['x'], NOON);
    const [file = ''] = files('2026-11-28');
    expect(statSync(join(folder, '2026-11-28')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, '2026-11-28', file)).mode & 0o077).toBe(0);
  });
});
