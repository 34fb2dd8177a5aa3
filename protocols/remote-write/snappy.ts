/** An uncompressed body, or why it is not accepted. */
export type Uncompressed =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'malformed' | 'too_large'; readonly detail: string };

/** A copy is the element of the format that expands most: 3 bytes to at most 64. */
const COPY = { bytes: 3, gives: 64 } as const;

/** Below this many bytes a loop is faster than a call into the engine. */
const SHORT = 32;

/**
 * Decodes snappy's block format (google/snappy, format_description.txt), which remote write uses.
 * The length comes first, so a body that would exceed `maxBytes` is refused before anything is
 * allocated; so is one that is too short to ever become as long as it says.
 */
export function uncompress(body: Uint8Array, maxBytes: number): Uncompressed {
  let length = 0;
  let at = 0;
  for (let byte = 0x80; byte >= 0x80; at++) {
    if (at === 5 || at === body.length) {
      return malformed('its length is cut off or too long');
    }
    byte = body[at] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * at);
  }
  if (length > maxBytes) {
    return { kind: 'too_large', detail: tooLarge(length, maxBytes) };
  }
  if (length * COPY.bytes > (body.length - at) * COPY.gives) {
    return malformed(`it says ${length} bytes, more than ${body.length} can become`);
  }
  const bytes = Buffer.allocUnsafe(length);
  const fault = expand(body, at, bytes);
  return fault === undefined ? { kind: 'bytes', bytes } : malformed(fault);
}

/**
 * Fills `out`, or returns what is wrong. A read beyond the end of the body gives 0, which the check
 * that follows it notices.
 */
function expand(body: Uint8Array, from: number, out: Uint8Array): string | undefined {
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  let at = from;
  let to = 0;
  while (at < body.length) {
    const tag = body[at++] ?? 0;
    const kind = tag & 3;
    let length = (tag >>> 2) + 1;
    if (kind === 0) {
      if (length > 60) {
        const size = length - 60;
        length = littleEndian(body, at, size) + 1;
        at += size;
      }
      if (length > body.length - at) {
        return 'a literal goes beyond its end';
      }
      if (length > out.length - to) {
        return 'it holds more than the length it says';
      }
      put(body, at, out, to, length);
      at += length;
    } else {
      if (kind === 1) {
        length = ((tag >>> 2) & 7) + 4;
      }
      const size = kind === 3 ? 4 : kind;
      const high = kind === 1 ? (tag >>> 5) << 8 : 0;
      const offset = high + littleEndian(body, at, size);
      at += size;
      if (at > body.length) {
        return 'a copy goes beyond its end';
      }
      if (offset === 0 || offset > to) {
        return 'a copy refers to what is before its beginning';
      }
      if (length > out.length - to) {
        return 'it holds more than the length it says';
      }
      repeat(view, to, offset, length);
    }
    to += length;
  }
  return to === out.length ? undefined : `it holds ${to} bytes and says ${out.length}`;
}

// biome-ignore lint/complexity/useMaxParams: called for each chunk, and must make no object.
function put(body: Uint8Array, at: number, out: Uint8Array, to: number, length: number): void {
  if (length > SHORT) {
    out.set(body.subarray(at, at + length), to);
  } else {
    for (let i = 0; i < length; i++) {
      out[to + i] = body[at + i] ?? 0;
    }
  }
}

/**
 * A copy may overlap what it writes, which is how runs are encoded: so it copies forwards, and four
 * bytes at a time only if the offset is at least four.
 */
function repeat(out: DataView, to: number, offset: number, length: number): void {
  const end = to + length;
  let at = to;
  if (offset >= 4) {
    for (; at + 4 <= end; at += 4) {
      out.setInt32(at, out.getInt32(at - offset, true), true);
    }
  }
  for (; at < end; at++) {
    out.setUint8(at, out.getUint8(at - offset));
  }
}

function littleEndian(body: Uint8Array, at: number, size: number): number {
  let value = body[at] ?? 0;
  if (size > 1) {
    value += (body[at + 1] ?? 0) << 8;
  }
  if (size > 2) {
    value += (body[at + 2] ?? 0) << 16;
  }
  // A shift would make a number with the highest bit negative.
  return size > 3 ? value + (body[at + 3] ?? 0) * 2 ** 24 : value;
}

function malformed(fault: string): Uncompressed {
  return { kind: 'malformed', detail: `The body is not in snappy's block format: ${fault}.` };
}

function tooLarge(length: number, maxBytes: number): string {
  return `The body is ${length} bytes uncompressed; at most ${maxBytes} are taken. Send fewer samples a request.`;
}
