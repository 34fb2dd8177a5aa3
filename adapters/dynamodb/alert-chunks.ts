import { createHash } from 'node:crypto';
import type { Incident, IncidentAlert } from '#core/incident/incident.ts';
import type { StoredIncident } from '../stored/incident.ts';

type Alerts = Incident['alerts'];

/**
 * Some of an incident's alerts, in an item of their own that is never changed. Its id begins with
 * the version of the incident that was the first to name it, so that ids sort by age, and ends in a
 * hash of what it holds, so that two writers of one version do not overwrite each other's.
 */
interface Chunk {
  readonly id: string;
  readonly fingerprints: readonly string[];
}

/** How an incident is written. */
interface Split {
  /** What its own item holds. */
  readonly head: StoredIncident;
  /** The chunk that must be stored before. */
  readonly sealed?: { readonly id: string; readonly alerts: Alerts };
  /** The chunks that nothing names once it is stored. */
  readonly dropped: readonly string[];
  /** To be called once it is stored. */
  remember(): void;
}

/** The chunks that an incident has in a version of it. */
interface Known {
  readonly incident: string;
  version: number;
  readonly chunks: readonly Chunk[];
}

/** Where an alert stands. */
interface Place {
  readonly known: Known;
  readonly chunk: Chunk;
}

/**
 * Alerts in an incident's own item take at most so much JSON, about a tenth as compressed: every
 * save writes them again.
 */
const HOT_LENGTH = 32 * 1024;

/**
 * Divides the alerts of incidents between their own items and chunks. A save of an incident costs
 * by the size of its item, and in a storm there is one for each few alerts: so what no longer
 * changes is put aside. It remembers of the alerts that it has joined or stored in which chunk each
 * stands, and in which version of the incident that is so; any other is written anew. So nothing
 * depends on what it remembers but the size of what is written.
 */
export function alertChunks() {
  const places = new WeakMap<IncidentAlert, Place>();

  function remember({ id, version }: Incident, alerts: Alerts, chunks: readonly Chunk[]): void {
    const known = { incident: id, version, chunks };
    for (const chunk of chunks) {
      for (const fingerprint of chunk.fingerprints) {
        const alert = alerts[fingerprint];
        // Where several hold it the newest has it as it is.
        if (alert !== undefined) {
          places.set(alert, { known, chunk });
        }
      }
    }
  }

  return {
    /**
     * The incident of its own item and of its chunks, in the order in which the item names them.
     */
    join({ chunks, ...head }: StoredIncident, contents: readonly Alerts[]): Incident {
      if (chunks === undefined) {
        return head;
      }
      const alerts: Record<string, IncidentAlert> = Object.assign({}, ...contents);
      const known = chunks.map((id, i) => ({ id, fingerprints: Object.keys(contents[i] ?? {}) }));
      remember(head, alerts, known);
      return { ...head, alerts: Object.assign(alerts, head.alerts) };
    },

    /** How to write an incident in place of the version of it that is expected to be stored. */
    split(incident: Incident, expectedVersion: number): Split {
      const entries = Object.entries(incident.alerts);
      const placeOf = (alert: IncidentAlert) => {
        const place = places.get(alert);
        if (place === undefined) {
          return undefined;
        }
        const { incident: id, version } = place.known;
        return id === incident.id && version === expectedVersion ? place : undefined;
      };
      const hot = entries.filter(([, alert]) => placeOf(alert) === undefined);
      const known = entries.map(([, alert]) => placeOf(alert)).find((place) => place)?.known;
      const before = known?.chunks ?? [];
      const kept = keptChunks(before, hot, incident.alerts);
      if (kept === before) {
        return {
          head: storedIncident(incident, Object.fromEntries(hot), before),
          dropped: [],
          remember() {
            if (known !== undefined) {
              known.version = incident.version;
            }
          },
        };
      }
      const sealed = Object.fromEntries(
        entries.filter(([, alert]) => !kept.includes(placeOf(alert)?.chunk ?? NONE)),
      );
      const chunk = { id: chunkId(incident.version, sealed), fingerprints: Object.keys(sealed) };
      const chunks = chunk.fingerprints.length === 0 ? kept : [...kept, chunk];
      return {
        head: storedIncident(incident, {}, chunks),
        ...(chunks !== kept && { sealed: { id: chunk.id, alerts: sealed } }),
        dropped: before.slice(kept.length).map(({ id }) => id),
        remember: () => remember(incident, incident.alerts, chunks),
      };
    },
  };
}

const NONE: Chunk = { id: '', fingerprints: [] };

/**
 * The chunks that stay as they are, oldest first: all of them while there is room in the incident's
 * own item. Otherwise what is hot becomes a chunk, together with the newer chunks that are no
 * larger: so there are few, and each alert is written again about as often as their number doubles.
 * A chunk stays only while the incident knows all its alerts.
 */
function keptChunks(
  known: readonly Chunk[],
  hot: readonly (readonly [string, IncidentAlert])[],
  alerts: Alerts,
): readonly Chunk[] {
  const forgotten = known.findIndex(({ fingerprints }) =>
    fingerprints.some((fingerprint) => !Object.hasOwn(alerts, fingerprint)),
  );
  if (forgotten < 0 && JSON.stringify(hot).length <= HOT_LENGTH) {
    return known;
  }
  let size = hot.length;
  let kept = known.length;
  for (; kept > 0; kept -= 1) {
    const last = known[kept - 1]?.fingerprints.length ?? 0;
    if (last > size && (forgotten < 0 || kept - 1 < forgotten)) {
      break;
    }
    size += last;
  }
  return known.slice(0, kept);
}

function storedIncident(
  incident: Incident,
  alerts: Alerts,
  chunks: readonly Chunk[],
): StoredIncident {
  const ids = chunks.map(({ id }) => id);
  return { ...incident, alerts, ...(ids.length > 0 && { chunks: ids }) };
}

function chunkId(version: number, alerts: Alerts): string {
  const hash = createHash('sha256').update(JSON.stringify(alerts)).digest('hex').slice(0, 16);
  return `${String(version).padStart(10, '0')}-${hash}`;
}
