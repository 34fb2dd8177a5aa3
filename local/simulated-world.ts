import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { omit } from '#core/collections/omit.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, END_OF_TIME, type Instant, SECOND } from '#core/time/instant.ts';
import { deliverPages } from '#usecases/deliver-pages.ts';
import { handleIncidentMessage } from '#usecases/handle-incident-message.ts';
import { type IngestResult, ingestSamples } from '#usecases/ingest-samples.ts';
import { tick } from '#usecases/tick.ts';

/** How finely it is looked at what is due: the deployed clock looks about a second later. */
export const TICK: Duration = SECOND;

/** Stands for the platform's address; no link of a simulation works. */
const PUBLIC_URL = 'https://wardbell.example';

/** The platform's use cases on ports in memory, and a clock that jumps. */
export interface SimulatedWorld {
  readonly ports: MemoryPorts;
  /** The ids of all incidents, and of all pages on record. */
  readonly incidents: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
  now(): Instant;
  /** What is stored of a subject; never copied, so it must not be changed. */
  stored(subject: string): SubjectState | undefined;
  /** The next tick at which something is due; far ahead if nothing is. */
  nextTick(): Promise<Instant>;
  post(samples: readonly Sample[]): Promise<IngestResult>;
  /** Lets time pass until the moment, with a tick at it, or until one after which it is over. */
  passUntil(end: Instant, isOver?: () => Promise<boolean>): Promise<void>;
}

/** Objectives are left out: `slo simulate` plays them, which needs no tick in every minute. */
export function createSimulatedWorld(given: Config, start: Instant): SimulatedWorld {
  const config = omit(given, 'objectives');
  let now = start;
  const { ports, states, incidents, pages } = watchedPorts(() => now);
  const take = ingestSamples(ports, config);
  const handle = handleIncidentMessage(ports, config);
  const deliver = deliverPages(ports, config, PUBLIC_URL);
  const callClock = tick(ports, config);

  async function handleAll(): Promise<void> {
    for (;;) {
      const [told] = ports.incidentQueue.receive(1);
      const [ordered] = told === undefined ? ports.pageQueue.receive(1) : [];
      if (told !== undefined) {
        await handle(told.body, now);
      } else if (ordered !== undefined) {
        await deliver(ordered.body, now);
      } else {
        return;
      }
      (told ?? ordered)?.acknowledge();
    }
  }

  /** Ticks come on a grid; one at which nothing is due changes nothing and is skipped. */
  async function nextTick(): Promise<Instant> {
    const due = await earliestDue(ports);
    return start + Math.ceil((Math.max(due, now + 1) - start) / TICK) * TICK;
  }

  return {
    ports,
    incidents,
    pages,
    now: () => now,
    stored: (subject) => states.get(subject),
    nextTick,
    async post(samples) {
      const result = await take(samples, now);
      await handleAll();
      return result;
    },
    async passUntil(end, isOver = never) {
      while (!(await isOver())) {
        const next = await nextTick();
        if (next > end) {
          now = end;
          return;
        }
        now = next;
        await callClock(now);
        await handleAll();
      }
    },
  };
}

const never = async () => false;

/**
 * Ports in memory that tell what was saved. States of subjects are kept beside their JSON, since a
 * simulation asks for them at each sample.
 */
function watchedPorts(clock: () => Instant) {
  const ports = memoryPorts(clock);
  const states = new Map<string, SubjectState>();
  const incidents = new Set<string>();
  const pages = new Set<string>();
  const watched: MemoryPorts = {
    ...ports,
    subjects: {
      ...ports.subjects,
      async load(subjects) {
        return new Map(subjects.flatMap((name) => pairOf(name, states.get(name))));
      },
      async save(state, expected) {
        const outcome = await ports.subjects.save(state, expected);
        if (outcome === 'saved') {
          states.set(state.subject, state);
        }
        return outcome;
      },
      async remove(subject, expected) {
        const outcome = await ports.subjects.remove(subject, expected);
        if (outcome === 'saved') {
          states.delete(subject);
        }
        return outcome;
      },
    },
    incidents: {
      ...ports.incidents,
      save(incident, expected) {
        incidents.add(incident.id);
        return ports.incidents.save(incident, expected);
      },
    },
    pages: {
      ...ports.pages,
      save(record, expected) {
        pages.add(record.order.id);
        return ports.pages.save(record, expected);
      },
    },
  };
  return { ports: watched, states, incidents, pages };
}

function pairOf(name: string, state: SubjectState | undefined): readonly [string, SubjectState][] {
  return state === undefined ? [] : [[name, state]];
}

async function earliestDue(ports: MemoryPorts): Promise<Instant> {
  const stores = [ports.subjects, ports.incidents, ports.pages];
  const due = await Promise.all(stores.map((store) => store.dueBefore(END_OF_TIME, 1)));
  return Math.min(END_OF_TIME, ...due.flat().map((item) => item.due));
}
