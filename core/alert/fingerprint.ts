const OFFSET_HIGH = 0xcbf29ce4;
const OFFSET_LOW = 0x84222325;
const encoder = new TextEncoder();

/**
 * FNV-1a, 64 bits, over the UTF-8 bytes of each part followed by 0xFF, as 16 hex digits: Alertmanager's way of naming a label set.
 * The 64-bit product is made of 32-bit halves, since the prime is 2^40 + 0x1b3.
 */
export function fingerprint(parts: readonly string[]): string {
  let high = OFFSET_HIGH;
  let low = OFFSET_LOW;
  const fold = (byte: number) => {
    low ^= byte;
    const product = (low >>> 0) * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) | 0;
    low = product | 0;
  };
  for (const part of parts) {
    for (const byte of encoder.encode(part)) fold(byte);
    fold(0xff);
  }
  return hex(high) + hex(low);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
