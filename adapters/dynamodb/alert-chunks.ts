import { createHash } from 'node:crypto';
import type { Incident, IncidentAlert } from '#core/incident/incident.ts';
import type { StoredIncident } from '../stored/incident-in-words.ts';

type Alerts = Incident['alerts'];

/**
 * Some of an incident's alerts, in an immutable item of their own. Its id begins with the version
 * of the incident that was the first to name it, so that ids sort by age, and ends in a hash of its
 * contents, so that two writers of one version do not overwrite each other's.
 */
interface Chunk {
  readonly id: string;
  readonly fingerprints: readonly string[];
}

/** How an incident is written. */
interface Split {
  /** The document of the incident's own item. */
  readonly head: StoredIncident;
  /** The chunk that must be stored first. */
  readonly sealed?: { readonly id: string; readonly alerts: Alerts };
  /** The chunks that nothing references once it is stored. */
  readonly dropped: readonly string[];
  /** Must be called once it is stored. */
  remember(): void;
}

/** The chunks of a version of an incident. */
interface Known {
  readonly incident: string;
  version: number;
  readonly chunks: readonly Chunk[];
}

/** The location of an alert. */
interface Place {
  readonly known: Known;
  readonly chunk: Chunk;
}

/**
 * The limit of the alerts' JSON in an incident's own item, about a tenth of it compressed: every
 * save writes them again.
 */
const HOT_LENGTH = 32 * 1024;

/**
 * Divides the alerts of incidents between their own items and chunks. The cost of a save depends on
 * the size of the item, and a storm causes one save for every few alerts, so alerts that no longer
 * change are moved to chunks. It remembers the chunk of each alert that it has joined or stored,
 * and the version of the incident for which that holds; any other alert is written anew. Only the
 * size of writes depends on this memory.
 */
export function alertChunks() {
  const places = new WeakMap<IncidentAlert, Place>();

  function remember({ id, version }: Incident, alerts: Alerts, chunks: readonly Chunk[]): void {
    const known = { incident: id, version, chunks };
    for (const chunk of chunks) {
      for (const fingerprint of chunk.fingerprints) {
        const alert = alerts[fingerprint];
        // If several chunks hold an alert, the newest is right.
        if (alert !== undefined) {
          places.set(alert, { known, chunk });
        }
      }
    }
  }

  return {
    /**
     * Joins an incident of its own item and its chunks, in the order in which the item names them.
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

    /** Plans how to write an incident in place of the version that is expected to be stored. */
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
 * Selects the chunks that are kept, oldest first: all of them while there is room in the incident's
 * own item. Otherwise the alerts of the item become a chunk, merged with the newer chunks that are
 * no larger: so there are few chunks, and each alert is rewritten about as often as their number
 * doubles. A chunk is kept only while the incident knows all its alerts.
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
