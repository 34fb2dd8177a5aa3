import fc from 'fast-check';

/** Returns the bytes with some changed, removed or duplicated. */
export const mutated = (bytes: Uint8Array) =>
  fc
    .array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(2), fc.nat(255)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((changes) => {
      const list = [...bytes];
      for (const [at, how, byte] of changes) {
        list.splice(at, how === 2 ? 0 : 1, ...(how === 1 ? [] : [byte]));
      }
      return Uint8Array.from(list);
    });
