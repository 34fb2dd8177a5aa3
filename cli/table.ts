import stringWidth from 'string-width';
import { oneLine } from '#core/text/one-line.ts';

const BETWEEN = '  ';

/** Columns that a person has to type again, which are never cut. */
const TYPED: ReadonlySet<string> = new Set([
  'ID',
  'SUBJECT',
  'SCHEDULE',
  'PERSON',
  'HEARTBEAT',
  'SERVICE',
  'CHANNEL',
  'RULE',
  'METRIC',
]);

/**
 * The minimum width of a cut column (a date and a time of day), and one for terminals that are too
 * narrow for it.
 */
const MIN_WIDTHS = [17, 6];

/**
 * Formats rows under headings, without a frame, so that other tools can cut them. If lines would be
 * wider than `width` columns of a terminal, the widest texts are cut and end with an ellipsis;
 * texts that have to be typed again are never cut, so a line may still be too wide.
 */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  const lines = [head, ...rows.map((row) => row.map(oneLine))];
  const natural = head.map((_, i) => Math.max(...lines.map((line) => stringWidth(line[i] ?? ''))));
  const widths = fitted(natural, head, width - BETWEEN.length * (head.length - 1));
  return lines
    .map((line) => line.map((cell, i) => padded(cut(cell, widths[i] ?? 0), widths[i] ?? 0)))
    .map((cells) => cells.join(BETWEEN).trimEnd())
    .join('\n');
}

/** Returns the widths, with the widest reduced until all fit or nothing more may be cut. */
function fitted(
  natural: readonly number[],
  head: readonly string[],
  room: number,
): readonly number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, width) => sum + width, 0);
  for (const least of MIN_WIDTHS) {
    while (total() > room) {
      const cuttable = widths.map((width, i) => (TYPED.has(head[i] ?? '') ? 0 : width));
      const widest = Math.max(...cuttable);
      if (widest <= least) {
        break;
      }
      const second = Math.max(least, ...cuttable.filter((width) => width < widest));
      const index = cuttable.indexOf(widest);
      widths[index] = Math.max(second - 1, least, widest - (total() - room));
    }
  }
  return widths;
}

/** Cuts the text between characters as people see them, to this many columns. */
function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) {
    return text;
  }
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > width - 1) {
      break;
    }
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
