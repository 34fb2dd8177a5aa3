/** Returns how many items of a list, from its beginning, fit into this many bytes of JSON. */
export function howManyFit(list: readonly object[], bytes: number): number {
  let room = bytes;
  const cut = list.findIndex((one) => {
    room -= Buffer.byteLength(JSON.stringify(one));
    return room < 0;
  });
  return cut < 0 ? list.length : cut;
}
