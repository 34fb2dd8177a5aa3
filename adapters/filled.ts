/**
 * Reads a list from place to place until it has `limit` values, or there are no more places: what
 * cannot be read is left out, and must not make the list look as if it ended there.
 *
 * @param some reads at most `wanted` places after one, and what can be read at them
 */
export async function filled<Place, Value>(
  limit: number,
  after: Place,
  some: (wanted: number, after: Place) => Promise<Found<Place, Value>>,
): Promise<Value[]> {
  const found: Value[] = [];
  let place = after;
  while (found.length < limit) {
    const wanted = limit - found.length;
    const { places, values } = await some(wanted, place);
    found.push(...values);
    const last = places.at(-1);
    if (last === undefined || places.length < wanted) {
      break;
    }
    place = last;
  }
  return found;
}

interface Found<Place, Value> {
  readonly places: readonly Place[];
  readonly values: readonly Value[];
}
