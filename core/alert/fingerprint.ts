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
  const fold = (byte: number) => {
    const mixed = low ^ byte;
    const lower = (mixed & 0xffff) * PRIME;
    const upper = (mixed >>> 16) * PRIME + (lower >>> 16);
    high = (Math.imul(high, PRIME) + (upper >>> 16) + (mixed << 8)) | 0;
    low = (upper << 16) | (lower & 0xffff);
  };
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const code = part.charCodeAt(i);
      if (code > 0x7f) {
        // ASCII is its own UTF-8; here the first other character begins.
        for (const byte of encoder.encode(part.slice(i))) {
          fold(byte);
        }
        break;
      }
      fold(code);
    }
    fold(0xff);
  }
  return hex(high) + hex(low);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
