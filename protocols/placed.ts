import type { AlertEvent } from '#core/alert/external-alert.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { type AlertsIngested, ingestAlerts } from '#usecases/ingest-alerts.ts';
import { type IngestResult, ingestSamples } from '#usecases/ingest-samples.ts';
import type { Ports } from '#usecases/ports.ts';
import type { SubjectPorts } from '#usecases/subject-saving.ts';

/** Something decoded, with its place in the body. */
interface Placed {
  /** The 0-based position in the body of that of which it was decoded. */
  readonly index: number;
}

export interface PlacedSample extends Placed {
  readonly sample: Sample;
}

export interface PlacedEvent extends Placed {
  readonly event: AlertEvent;
}

/** Ingests the samples of a body; each `index` of the result is a position in the body. */
export function ingestPlacedSamples(
  ports: SubjectPorts & Pick<Ports, 'archive' | 'tallies'>,
  config: Config,
) {
  const ingest = ingestSamples(ports, config);
  return async (sent: readonly PlacedSample[], now: Instant): Promise<IngestResult> => {
    const result = await ingest(
      sent.map(({ sample }) => sample),
      now,
    );
    return {
      ...result,
      passedOver: placedIn(sent, result.passedOver),
      rejected: placedIn(sent, result.rejected),
      partlyKept: placedIn(sent, result.partlyKept),
    };
  };
}

/** Ingests the alerts of a body; each `index` of the result is a position in the body. */
export function ingestPlacedAlerts(ports: SubjectPorts, config: Config) {
  const ingest = ingestAlerts(ports, config);
  return async (sent: readonly PlacedEvent[], now: Instant): Promise<AlertsIngested> => {
    const result = await ingest(
      sent.map(({ event }) => event),
      now,
    );
    return { ...result, rejected: placedIn(sent, result.rejected) };
  };
}

/** Replaces the positions among what was ingested by those in the body. */
function placedIn<Outcome extends Placed>(
  sent: readonly Placed[],
  outcomes: readonly Outcome[],
): readonly Outcome[] {
  return outcomes.map((one) => ({ ...one, index: sent[one.index]?.index ?? one.index }));
}
