import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

  test('removes days that ended as long ago as it keeps them, and nothing else', async () => {
    const archive = folderArchive(folder, 2 * DAY);
    for (const day of [0, 1, 2]) {
      await archive.append(['x'], NOON + day * DAY);
    }
    writeFileSync(join(folder, 'mine.txt'), '');
    await archive.append(['x'], NOON + 3 * DAY);
    expect(days()).toEqual(['2026-11-29', '2026-11-30', '2026-12-01', 'mine.txt']);
  });

  test('can be read by nobody else', async () => {
    await folderArchive(folder, null).append(['x'], NOON);
    const [file = ''] = files('2026-11-28');
    expect(statSync(join(folder, '2026-11-28')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, '2026-11-28', file)).mode & 0o077).toBe(0);
  });
});
