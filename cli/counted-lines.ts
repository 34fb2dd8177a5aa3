/** Tells the first of many lines, and at the end how many more there were. */
export function countedLines(most = 10) {
  let count = 0;
  return {
    tell(line: string): void {
      count += 1;
      if (count <= most) {
        console.error(line);
      }
    },
    end(): void {
      if (count > most) {
        console.error(`... and ${count - most} more.`);
      }
    },
  };
}
