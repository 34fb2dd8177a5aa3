import type { Family } from '#runtime/family.ts';
import { acceptedTypes } from './accept.ts';

const OPENMETRICS = 'application/openmetrics-text';

const TYPES = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: `${OPENMETRICS}; version=1.0.0; charset=utf-8`,
} as const;

type Format = keyof typeof TYPES;

/**
 * Formats metrics as `Accept` asks: OpenMetrics 1.0.0 if that is preferred, otherwise the text
 * format of Prometheus, which every scraper reads.
 */
export function exposition(
  families: readonly Family[],
  accept: string | undefined,
): { readonly contentType: string; readonly body: string } {
  const format = formatFor(accept);
  const lines = families.flatMap((family) => linesOf(family, format));
  const end = format === 'openmetrics' ? ['# EOF'] : [];
  return { contentType: TYPES[format], body: [...lines, ...end, ''].join('\n') };
}

/** Prometheus lists OpenMetrics first; a client that accepts anything, or plain text, gets text. */
function formatFor(accept: string | undefined): Format {
  let open = 0;
  let text = 0;
  for (const { type, parameter } of acceptedTypes(accept)) {
    const quality = Number(parameter('q') ?? 1);
    const version = parameter('version') ?? '1.0.0';
    if (type === OPENMETRICS && version === '1.0.0') {
      open = Math.max(open, quality);
    }
    if (type === 'text/plain') {
      text = Math.max(text, quality);
    }
  }
  return open > 0 && open >= text ? 'openmetrics' : 'prometheus';
}

function linesOf({ name, type, help, values }: Family, format: Format): readonly string[] {
  if (values.length === 0) {
    return [];
  }
  const sample = type === 'counter' ? `${name}_total` : name;
  const family = format === 'openmetrics' ? name : sample;
  return [
    `# HELP ${family} ${help}`,
    `# TYPE ${family} ${type}`,
    ...values.map(({ labels = {}, value, part }) => {
      const one = part === undefined ? sample : `${sample}_${part}`;
      return `${one}${labelsOf(labels)} ${numberOf(value)}`;
    }),
  ];
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replace(/[\\"]/gu, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

/** Numbers are written so that Go can parse them. */
function numberOf(value: number): string {
  if (Number.isFinite(value)) {
    return String(value);
  }
  return Number.isNaN(value) ? 'NaN' : `${value > 0 ? '+' : '-'}Inf`;
}
