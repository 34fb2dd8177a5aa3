import { createHash, createHmac, type Hash } from 'node:crypto';

/*
 * Replaces the SDK's checksums in bundles. The SDK's own use Node's too, and add a second
 * implementation in JavaScript for platforms without `node:crypto`.
 */

/** A digest that can be read more than once, as the SDK's can. */
class Digest {
  readonly #begin: () => Hash;
  #hash: Hash;

  constructor(begin: () => Hash) {
    this.#begin = begin;
    this.#hash = begin();
  }

  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.copy().digest());
  }

  reset(): void {
    this.#hash = this.#begin();
  }
}

/** With a secret it is an HMAC, whose digest can be read once. */
export class Sha256 extends Digest {
  readonly #keyed: ReturnType<typeof createHmac> | undefined;

  constructor(secret?: Uint8Array | string) {
    super(() => createHash('sha256'));
    this.#keyed = secret === undefined ? undefined : createHmac('sha256', secret);
  }

  override update(data: Uint8Array | string): void {
    if (this.#keyed === undefined) {
      super.update(data);
    } else {
      this.#keyed.update(data);
    }
  }

  override async digest(): Promise<Uint8Array> {
    return this.#keyed === undefined ? super.digest() : new Uint8Array(this.#keyed.digest());
  }
}

export class Md5 extends Digest {
  constructor() {
    super(() => createHash('md5'));
  }
}
