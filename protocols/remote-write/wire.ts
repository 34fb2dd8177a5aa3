import { isUtf8 } from 'node:buffer';

/**
 * A position in a protobuf message. Once `fault` is set the position is the end of everything, so
 * that every loop over it ends.
 */
export interface Wire {
  readonly bytes: Buffer;
  readonly view: DataView;
  at: number;
  /** Why the bytes are invalid, and from where. */
  fault: string | undefined;
}

/** Returns the beginning of a message. */
export function wireOf(bytes: Buffer): Wire {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { bytes, view, at: 0, fault: undefined };
}

/** The tag of a field whose value is a varint, 8 bytes, or length-delimited. */
export const tagOf = {
  varint: (field: number) => field * 8,
  fixed64: (field: number) => field * 8 + 1,
  bytes: (field: number) => field * 8 + 2,
} as const;

/** Marks the bytes as invalid. The first fault is kept. */
export function fail(wire: Wire, fault: string): 0 {
  wire.fault ??= `${fault} at byte ${wire.at}`;
  wire.at = wire.bytes.length;
  return 0;
}

/**
 * Reads a varint of up to 64 bits as a signed number, rounded to the nearest double beyond 2^53.
 */
export function readVarint(wire: Wire, end: number): number {
  const byte = wire.at < end ? (wire.bytes[wire.at] ?? 0) : 0x80;
  if (byte >= 0x80) {
    return readLongVarint(wire, end);
  }
  wire.at += 1;
  return byte;
}

function readLongVarint(wire: Wire, end: number): number {
  const { bytes, at } = wire;
  let value = 0;
  let factor = 1;
  for (let i = at; i < end && i < at + 9; i++) {
    const byte = bytes[i] ?? 0;
    value += (byte & 0x7f) * factor;
    factor *= 0x80;
    if (byte < 0x80) {
      wire.at = i + 1;
      return value;
    }
  }
  // Ten bytes hold 64 bits, of which the highest is the sign: the last byte can only be 1 (or a
  // redundant 0).
  const last = at + 9 < end ? (bytes[at + 9] ?? 0) : 2;
  if (last > 1) {
    return fail(wire, 'a number is cut off or has more than 64 bits');
  }
  wire.at = at + 10;
  return last === 0 ? value : negative(bytes, at);
}

/**
 * Computed from the complement, since the remainder of a small negative number is too large to be
 * exact.
 */
function negative(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = 8; i >= 0; i--) {
    value = value * 0x80 + (~(bytes[at + i] ?? 0) & 0x7f);
  }
  return -1 - value;
}

/** Reads a length and returns the end of what it measures. */
export function readEnd(wire: Wire, end: number): number {
  const length = readVarint(wire, end);
  if (length >= 0 && length <= end - wire.at) {
    return wire.at + length;
  }
  fail(wire, `a field of ${length} bytes goes beyond its message`);
  return wire.at;
}

/** Reads a double. */
export function readDouble(wire: Wire, end: number): number {
  if (end - wire.at < 8) {
    return fail(wire, 'a number is cut off');
  }
  const value = wire.view.getFloat64(wire.at, true);
  wire.at += 8;
  return value;
}

/**
 * Returns the text from here to `end`, or undefined if it is not UTF-8: replacing invalid bytes
 * would merge two series.
 */
export function readText(wire: Wire, end: number): string | undefined {
  const { bytes, at } = wire;
  if (wire.fault !== undefined) {
    return '';
  }
  wire.at = end;
  const text = bytes.toString('utf8', at, end);
  return text.includes('\ufffd') && !isUtf8(bytes.subarray(at, end)) ? undefined : text;
}

/** Skips a field. */
export function skip(wire: Wire, tag: number, end: number): void {
  const type = tag % 8;
  if (tag < 8 || tag > 0xffffffff) {
    fail(wire, 'a field number is out of range');
  } else if (type === 0) {
    readVarint(wire, end);
  } else if (type === 1) {
    advance(wire, 8, end);
  } else if (type === 2) {
    wire.at = readEnd(wire, end);
  } else if (type === 5) {
    advance(wire, 4, end);
  } else {
    fail(wire, `wire type ${type} (a group, or nothing) is not taken`);
  }
}

/**
 * Refuses a field of a known number (a bit in `known`) with an unknown tag: its type is wrong, and
 * skipping it would turn a value into 0.
 */
export function refuseMistyped(wire: Wire, tag: number, known: number): void {
  const field = Math.floor(tag / 8);
  if (field > 0 && field < 32 && ((known >>> field) & 1) === 1) {
    fail(wire, `field ${field} is of another type than remote write gives it`);
  }
}

/** Skips an unknown field; a known number with a wrong type is refused. */
export function skipUnknown(wire: Wire, tag: number, end: number, known: number): void {
  refuseMistyped(wire, tag, known);
  skip(wire, tag, end);
}

function advance(wire: Wire, by: number, end: number): void {
  if (by > end - wire.at) {
    fail(wire, 'a field goes beyond its message');
  } else {
    wire.at += by;
  }
}
