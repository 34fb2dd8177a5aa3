const OFFSET_HIGH = 0xcbf29ce4;
const OFFSET_LOW = 0x84222325;
/** The lower part of the prime 2^40 + 0x1b3. */
const PRIME = 0x1b3;
const encoder = new TextEncoder();

/**
 * FNV-1a, 64 bits, over the UTF-8 bytes of each part followed by 0xFF, as 16 hex digits, which is
 * Alertmanager's fingerprint of a label set. The 64-bit product is composed of parts whose products
 * stay below 2^31, since V8 is fast with those.
 */
export function fingerprint(parts: readonly string[]): string {
  let high = OFFSET_HIGH | 0;
  let low = OFFSET_LOW | 0;
  for (const part of parts) {
    const bytes = utf8(part);
    for (let i = 0; i <= bytes.length; i++) {
      const byte = i < bytes.length ? bytes.charCodeAt(i) : 0xff;
      const mixed = low ^ byte;
      const lower = (mixed & 0xffff) * PRIME;
      const upper = (mixed >>> 16) * PRIME + (lower >>> 16);
      high = (Math.imul(high, PRIME) + (upper >>> 16) + (mixed << 8)) | 0;
      low = (upper << 16) | (lower & 0xffff);
    }
  }
  return hex(high) + hex(low);
}

/** Returns a text with a character for each byte of UTF-8; ASCII is its own. */
function utf8(text: string): string {
  return ASCII.test(text) ? text : Array.from(encoder.encode(text), toCharacter).join('');
}

const ASCII = /^[\0-\x7f]*$/;

function toCharacter(byte: number): string {
  return String.fromCharCode(byte);
}

function hex(word: number): string {
  return half(word >>> 16) + half(word & 0xffff);
}

/** With its leading zeros. A number of 16 bits is written faster than one of 32. */
function half(bits: number): string {
  return (0x10000 + bits).toString(16).slice(1);
}
