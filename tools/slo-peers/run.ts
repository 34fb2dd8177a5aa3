import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table, withTables } from '../page-tables.ts';
import { buildPrograms } from './programs.ts';
import { prometheusAlerts, slothRules } from './prometheus.ts';
import { RECORDINGS, type Recording } from './recordings.ts';
import { type Alerts, type Span, TIERS } from './tiers.ts';
import { wardbellAlerts } from './wardbell.ts';

const TARGET = 99.9;

const page = new URL('../../docs/slo.md', import.meta.url);

/**
 * `npm run slo:peers`: the rules that Sloth makes of an objective, evaluated by Prometheus, beside
 * `wardbell slo simulate` on the same samples. With `-- --write` the table in docs/slo.md is
 * written anew. Where Go or its module proxy is missing it says so, and passes.
 */
const programs = buildPrograms();
if ('lacks' in programs) {
  console.log(
    `Not run: the rules are evaluated by Go programs; this machine lacks ${programs.lacks}.`,
  );
} else {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-slo-peers-'));
  try {
    const rules = slothRules(programs.sloth, TARGET, folder);
    const rows = RECORDINGS.flatMap((recording) =>
      rowsOf(
        recording,
        prometheusAlerts(programs.evaluate, rules, recording),
        wardbellAlerts(TARGET, recording, folder),
      ),
    );
    const heads = ['', 'pair', 'Sloth', 'Wardbell'];
    const found = table(heads, rows);
    console.log(`${programs.versions}, a target of ${TARGET} % in 30 days\n\n${found}`);
    if (process.argv.includes('--write')) {
      writeFileSync(page, withTables(readFileSync(page, 'utf8'), { peers: found }));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowsOf({ name, values }: Recording, sloth: Alerts, ours: Alerts): readonly string[][] {
  const begin = values.indexOf(0);
  return TIERS.map((tier, index) => [
    index === 0 ? name : '',
    tier,
    told(sloth[tier], begin),
    told(ours[tier], begin),
  ]);
}

/** Tells the first spans, from when something was bad for the first time. */
function told(spans: readonly Span[], begin: number): string {
  const [first, ...more] = spans;
  if (first === undefined) {
    return '';
  }
  const minutes = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const last = spans.at(-1) ?? first;
  const whole = `${clock(first.from - begin)} to ${clock(last.to - begin)}`;
  return more.length === 0 ? whole : `${whole}, ${spans.length} times, ${minutes} min in all`;
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
