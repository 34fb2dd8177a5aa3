/** A position in a text; line and column are 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds positions in a text by offset. It counts the lines once and itself, since the line counter
 * of `yaml` loses lines after some syntax errors.
 */
export function positionLocator(text: string): (offset: number) => Position {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
    starts.push(end + 1);
  }
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
