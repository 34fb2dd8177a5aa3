import { existsSync, readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/**
 * The contents of a write-ahead log (https://www.sqlite.org/fileformat2.html#walformat) before
 * SQLite reads it.
 */
export interface WalState {
  /** The number of frames up to the last commit that SQLite will find. */
  readonly committed: number;
  /**
   * Whether a whole transaction follows something unreadable: it was synced, so what is before it
   * was too.
   */
  readonly isTorn: boolean;
  /**
   * Identifies this generation of the log; undefined if the file is missing or its header is
   * unreadable.
   */
  readonly salt?: Buffer;
}

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * Reads a log as SQLite's recovery does. SQLite silently stops at the first broken frame; this one
 * also looks behind it.
 */
export function readWal(file: string): WalState {
  const log = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const header = headerOf(log);
  if (header === undefined) {
    return { committed: 0, isTorn: false };
  }
  const { frame, size, salt } = header;
  let sum = header.sum;
  let committed = 0;
  let lost: number | undefined;
  let lastCommit = 0;
  const frames = Math.floor((log.length - HEADER) / size);
  for (let i = 0; i < frames; i++) {
    const found = frame(i, sum);
    if (found === undefined) {
      break;
    }
    if (!found.isWhole) {
      lost ??= i;
    }
    if (found.isWhole && found.isCommit) {
      if (lost === undefined) {
        committed = i + 1;
      }
      lastCommit = i + 1;
    }
    sum = found.stored;
  }
  return { committed, isTorn: lost !== undefined && lastCommit > lost, salt };
}

/** Whether a log, if there is one, is complete, as far as that can be told from outside. */
export function isWalComplete(file: string): boolean {
  const { isTorn, committed, salt } = readWal(`${file}-wal`);
  return !isTorn && (salt === undefined || framesInWalIndex(`${file}-shm`, salt) <= committed);
}

type Sum = readonly [number, number];

interface Frame {
  readonly isWhole: boolean;
  readonly isCommit: boolean;
  /** The frame's checksum, which the next frame continues. */
  readonly stored: Sum;
}

function headerOf(log: Buffer) {
  if (log.length < HEADER) {
    return undefined;
  }
  const magic = log.readUInt32BE(0);
  if (magic >>> 1 !== 0x377f0682 >>> 1) {
    return undefined;
  }
  const read = magic & 1 ? 'readUInt32BE' : 'readUInt32LE';
  const add = ([a, b]: Sum, from: number, to: number): Sum => {
    let s0 = a;
    let s1 = b;
    for (let at = from; at < to; at += 8) {
      s0 = (s0 + log[read](at) + s1) >>> 0;
      s1 = (s1 + log[read](at + 4) + s0) >>> 0;
    }
    return [s0, s1];
  };
  const sum = add([0, 0], 0, 24);
  if (sum[0] !== log.readUInt32BE(24) || sum[1] !== log.readUInt32BE(28)) {
    return undefined;
  }
  const size = FRAME_HEADER + log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  /** Undefined if the frame is left over from before the log was restarted. */
  const frame = (index: number, before: Sum): Frame | undefined => {
    const at = HEADER + index * size;
    if (!log.subarray(at + 8, at + 16).equals(salt)) {
      return undefined;
    }
    const stored: Sum = [log.readUInt32BE(at + 16), log.readUInt32BE(at + 20)];
    const now = add(add(before, at, at + 8), at + FRAME_HEADER, at + size);
    const isWhole = now[0] === stored[0] && now[1] === stored[1];
    return { isWhole, isCommit: log.readUInt32BE(at + 4) > 0, stored };
  };
  return { sum, size, salt, frame };
}

/**
 * Returns how many frames of this generation of the log its index (`-shm`) says were committed; 0
 * if it says nothing. A killed process leaves the index as it was, and it is never ahead of what
 * was synced: a log with fewer frames has lost some.
 */
export function framesInWalIndex(file: string, salt: Buffer): number {
  const index = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  // Two copies of a header of 48 bytes in native byte order: isInit at 12, mxFrame at 16, the log's
  // salts at 32.
  const isWhole = index.length >= 96 && index.subarray(0, 48).equals(index.subarray(48, 96));
  if (!isWhole || index.readUInt8(12) !== 1 || !index.subarray(32, 40).equals(salt)) {
    return 0;
  }
  return endianness() === 'LE' ? index.readUInt32LE(16) : index.readUInt32BE(16);
}
