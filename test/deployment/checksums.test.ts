import { describe, expect, test } from '@jest/globals';
import { Md5, Sha256 } from '#deployment/stand-ins/checksums.ts';

const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex');

describe('the checksums that stand in bundles for the SDK’s', () => {
  test('are MD5 (RFC 1321, A.5) and SHA-256 (FIPS 180-4) of all that they were given', async () => {
    const [md5, sha256] = [new Md5(), new Sha256()];
    for (const part of ['a', 'bc']) {
      md5.update(part);
      sha256.update(Buffer.from(part));
    }
    expect(hex(await md5.digest())).toBe('900150983cd24fb0d6963f7d28e17f72');
    expect(hex(await sha256.digest())).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  test('are HMAC-SHA-256 with a secret (RFC 4231, test case 2)', async () => {
    const keyed = new Sha256('Jefe');
    keyed.update('what do ya want for nothing?');
    expect(hex(await keyed.digest())).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test('go on after a digest, and begin anew when they are reset', async () => {
    const md5 = new Md5();
    md5.update('a');
    await md5.digest();
    md5.update('bc');
    expect(hex(await md5.digest())).toBe('900150983cd24fb0d6963f7d28e17f72');
    md5.reset();
    expect(hex(await md5.digest())).toBe('d41d8cd98f00b204e9800998ecf8427e');
  });
});
