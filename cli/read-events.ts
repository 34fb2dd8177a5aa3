import { extname } from 'node:path';
import type { LabelledEvent } from '#core/burden/events.ts';
import { parseTypedTime, resolveTypedTime } from '#core/time/typed-time.ts';
import { CliFailure } from './failure.ts';
import { readText } from './read-text.ts';

/**
 * Reads labelled events, as the Numenta Anomaly Benchmark writes them: spans of time of each
 * subject, or of the file that is named after it, such as
 * `{"bed-1": [["2026-05-04 02:00", "2026-05-04 02:10"]]}`.
 */
export function readEvents(file: string, timeZone: string): readonly LabelledEvent[] {
  let read: unknown;
  try {
    read = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new CliFailure('failed', `${file} is not JSON: ${error.message}.`);
    }
    throw error;
  }
  return Object.entries(read ?? {}).flatMap(([name, spans]) => {
    const subject = ENDINGS.includes(extname(name)) ? name.slice(0, -extname(name).length) : name;
    if (!Array.isArray(spans)) {
      throw wrong(file, name);
    }
    return spans.map((span: unknown) => {
      const [from, to] = (Array.isArray(span) ? span : []).map((at) => momentOf(at, timeZone));
      if (from === undefined || to === undefined) {
        throw wrong(file, name);
      }
      return { subject, from, to };
    });
  });
}

const ENDINGS = ['.csv', '.json', '.jsonl', '.ndjson'];

function wrong(file: string, name: string): CliFailure {
  const example = '[["2026-05-04 02:00", "2026-05-04 02:10"]]';
  return new CliFailure('failed', `${file}: ${name} must be a list of spans, as ${example}.`);
}

function momentOf(at: unknown, timeZone: string): number | undefined {
  // Recordings write fractions of a second, which typed times do not have.
  const parsed = parseTypedTime(String(at).replace(/\.\d+$/, ''));
  return parsed.ok ? resolveTypedTime(parsed.typed, { timeZone, after: 0 }).at : undefined;
}
