import { describe, expect, test } from '@jest/globals';
import { archivedLine } from '#core/sample/archived.ts';
import type { Sample } from '#core/sample/sample.ts';
import { archiveSamples, TooLargeToArchive } from '#usecases/archive-samples.ts';
import { NIGHT } from '../support/incident.ts';

const LABELS = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [`label_${i}`, 'x'.repeat(50)]),
);

/** So many samples of some 1,300 bytes a line, which share their labels. */
function samplesOf(count: number, labels: Sample['labels'] = LABELS): readonly Sample[] {
  const common = { metric: 'spo2', value: 97, at: NIGHT, labels };
  return Array.from({ length: count }, (_, i) => ({ ...common, subject: `bed-${i}` }));
}

const bytesOf = (lines: readonly string[]) =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

/** An archive that takes a turn for each piece, and may refuse some. */
function slow(refuses: (piece: number) => boolean = () => false) {
  const pieces: (readonly string[])[] = [];
  let open = 0;
  let mostOpen = 0;
  const append = async (lines: readonly string[]) => {
    const piece = pieces.push(lines);
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    for (let turns = 0; turns < 10; turns++) {
      await new Promise(setImmediate);
    }
    open -= 1;
    if (refuses(piece)) {
      throw new Error('refused');
    }
  };
  const archive = archiveSamples({ archive: { append } });
  return { archive, pieces, open: () => open, mostOpen: () => mostOpen };
}

describe('a large request', () => {
  test('is archived whole and in order, in pieces of a megabyte, of which four are held at once', async () => {
    const { archive, pieces, mostOpen } = slow();
    const samples = samplesOf(10_000);
    expect(await archive?.(samples, NIGHT)).toEqual({ count: 0 });
    expect(pieces.flat()).toEqual(samples.map((one) => archivedLine(one, NIGHT)));
    expect(Math.max(...pieces.map(bytesOf))).toBeLessThanOrEqual(1_000_000);
    expect(Math.min(...pieces.slice(0, -1).map(bytesOf))).toBeGreaterThan(990_000);
    expect(mostOpen()).toBe(4);
  });

  test('is measured in bytes, not in characters', async () => {
    const { archive, pieces } = slow();
    await archive?.(samplesOf(1_000, { ward: '病'.repeat(500) }), NIGHT);
    expect(Math.max(...pieces.map(bytesOf))).toBeLessThanOrEqual(1_000_000);
  });

  test('is archived up to 20 megabytes, and the rest is counted', async () => {
    const { archive, pieces } = slow();
    const outcome = await archive?.(samplesOf(30_000), NIGHT);
    const bytes = bytesOf(pieces.flat());
    expect(bytes).toBeLessThanOrEqual(20_000_000);
    expect(bytes).toBeGreaterThan(19_990_000);
    expect(outcome?.count).toBe(30_000 - pieces.flat().length);
    expect(outcome?.cause).toBeInstanceOf(TooLargeToArchive);
  });

  test('is given up where a piece is refused, once those under way are over, and what was kept is not counted', async () => {
    const { archive, pieces, open } = slow((piece) => piece === 3);
    const outcome = await archive?.(samplesOf(15_000), NIGHT);
    expect(open()).toBe(0);
    expect(pieces.length).toBeLessThanOrEqual(7);
    const kept = pieces.flat().length - (pieces[2]?.length ?? 0);
    expect(outcome).toEqual({ count: 15_000 - kept, cause: new Error('refused') });
  });

  test('lets what waits go on before each piece', async () => {
    const { archive, pieces } = slow();
    const archiving = archive?.(samplesOf(3_000), NIGHT);
    const begun: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      begun.push(pieces.length);
      await new Promise(setImmediate);
    }
    await archiving;
    expect(begun).toEqual([0, 1, 2]);
  });
});
