import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { GO, GO_ENV, lastLine, NO_GO, noModules, runGo } from '../go.ts';

/** The tests are a Go module, pinned to a commit because it has no releases. */
const MODULE =
  'github.com/prometheus/compliance/remotewrite/receiver@v0.0.0-20260806071727-67b8327a2e93';

/** The fetched tests, and the Go that runs them. */
export interface Suite {
  readonly module: string;
  /** The version of Go. */
  readonly go: string;
  readonly folder: string;
}

/** Result of one leaf test; a test with subtests is reported by those. */
export interface Outcome {
  readonly name: string;
  readonly kind: 'pass' | 'fail' | 'skip';
  readonly output: string;
}

/**
 * Lets Go download the tests and their dependencies into its cache, or returns what this machine
 * lacks.
 */
export function fetchSuite(): Suite | { readonly lacks: string } {
  const version = runGo(tmpdir(), ['version']);
  if (version.status !== 0) {
    return NO_GO;
  }
  const download = runGo(tmpdir(), ['mod', 'download', '-json', MODULE]);
  const { Dir: folder, Error: failure } = JSON.parse(download.stdout || '{}') as Download;
  if (folder === undefined) {
    return noModules(failure ?? download.stderr);
  }
  const built = runGo(folder, ['test', '-run', 'none', '.']);
  if (built.status !== 0) {
    return noModules(lastLine(built.stdout + built.stderr));
  }
  return { module: MODULE, go: version.stdout.trim(), folder };
}

/** Runs the tests against the receivers of a config file. */
export async function runSuite({ folder }: Suite, config: string): Promise<readonly Outcome[]> {
  const child = spawn(GO, ['test', '-json', '-count=1', '.'], {
    cwd: folder,
    env: { ...GO_ENV, PROMETHEUS_RW2_COMPLIANCE_CONFIG_FILE: config },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const outcomes = new Map<string, Outcome>();
  const outputs = new Map<string, string>();
  for await (const line of createInterface(child.stdout)) {
    const { Test: name, Action: kind, Output: text = '' } = JSON.parse(line) as Event;
    if (name === undefined) {
      continue;
    }
    if (kind === 'output') {
      outputs.set(name, (outputs.get(name) ?? '') + text);
    }
    if (kind === 'pass' || kind === 'fail' || kind === 'skip') {
      outcomes.set(name, { name, kind, output: outputs.get(name) ?? '' });
    }
  }
  await ended;
  const names = [...outcomes.keys()];
  return [...outcomes.values()].filter(
    ({ name }) => !names.some((other) => other.startsWith(`${name}/`)),
  );
}

/** Output of `go mod download -json`. */
interface Download {
  readonly Dir?: string;
  readonly Error?: string;
}

/** A line of `go test -json` (cmd/test2json). */
interface Event {
  readonly Action: string;
  readonly Test?: string;
  readonly Output?: string;
}
