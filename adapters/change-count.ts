import { randomUUID } from 'node:crypto';
import { CANARY } from '#core/canary/canary.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { SaveOutcome } from '#usecases/ports.ts';

/** Counts saved incidents, for a store that nobody else writes to. It begins anew at each start. */
export function changeCount() {
  const start = randomUUID();
  let saved = 0;
  return {
    count({ service }: Pick<Incident, 'service'>, outcome: SaveOutcome): void {
      saved += outcome === 'saved' && service !== CANARY.id ? 1 : 0;
    },
    read: async (): Promise<string> => `${start} ${saved}`,
  };
}
