import type { Client } from '#api/client/index.ts';
import type { Config } from '#core/team/config.ts';
import { formatDuration } from '#core/time/duration.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';

/** What the steps of a qualification work with. */
export interface Bench {
  readonly config: Config;
  /** The version of the command line, which is to be the platform's. */
  readonly version: string;
  /** Subjects, silences and reports of this run begin with it. */
  readonly run: string;
  /** Steps that would wait for longer are not run. */
  readonly longestWait: number;
  readonly client: Client;
  /**
   * Aborted where whoever runs it stops it: the step that waits ends, and no further one begins.
   */
  readonly stop?: AbortSignal;
  now(): Instant;
  /** Rejects as soon as the signal is aborted. */
  wait(ms: number, stop?: AbortSignal): Promise<void>;
  /** Tells whoever watches what is waited for. */
  tell(text: string): void;
}

/** What a run has begun at the platform and must end there. */
export interface Traces {
  readonly subjects: Set<string>;
  readonly silences: Set<string>;
}

/** One step of the protocol; it returns what was seen. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly expected: string;
  run(): Promise<string>;
}

/** What was seen is not what was expected: the step fails, and the next ones are run. */
export class Deviation extends Error {
  override readonly name = 'Deviation';
}

/** The step cannot be run here, and has to be done by hand. */
export class NotRun extends Error {
  override readonly name = 'NotRun';
}

type Answer<Name extends keyof Client> = Awaited<ReturnType<Client[Name]>>;

export type SeenIncident = Answer<'getIncident'>;
export type SeenPage = SeenIncident['pages'][number];

/** How long the platform may take for what it does at once. */
export const PROMPTLY = MINUTE;

/**
 * Two looks of the clock and the rest of a bundle: what has not been paged by then is not paged.
 */
export const QUIET = 30 * SECOND;

const LOOKS = 60;

/** The newest incident about a subject. */
export async function incidentAbout(
  { client }: Bench,
  subject: string,
): Promise<SeenIncident | undefined> {
  const query = { status: 'all', days: 1, subject } as const;
  const [newest] = (await client.listIncidents({ query })).incidents;
  return newest && client.getIncident({ path: { id: newest.id } });
}

/**
 * Looks sixty times until there is what is sought; undefined once it has taken too long. Says at
 * first, and then each minute, how long that may still be.
 */
export async function until<Found>(
  bench: Bench,
  within: number,
  look: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const end = bench.now() + within;
  let tellAt = bench.now();
  for (;;) {
    const found = await look();
    const now = bench.now();
    if (found !== undefined || now >= end) {
      return found;
    }
    if (now >= tellAt) {
      bench.tell(`waits, for up to ${formatDuration(end - now)}`);
      tellAt = now + MINUTE;
    }
    await bench.wait(Math.max(SECOND, within / LOOKS), bench.stop);
  }
}

/** Waits as long as it takes to see that no page leaves. */
export async function waitQuietly(bench: Bench): Promise<void> {
  bench.tell(`waits ${formatDuration(QUIET)}, in which no page may leave`);
  await bench.wait(QUIET, bench.stop);
}

export const sentPages = ({ pages }: SeenIncident): readonly SeenPage[] =>
  pages.filter(({ status }) => status === 'sent');

export const namePages = (pages: readonly SeenPage[]): string =>
  pages.map(({ responder, channel }) => `${responder} by ${channel}`).join(', ') || 'nobody';
