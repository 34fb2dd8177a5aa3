import { createClient, pages } from '#api/client/index.ts';
import type { Held } from '#core/team/stranded.ts';

/** The address of a platform, and a key with read access. */
export interface Asked {
  readonly url: string;
  readonly key: string;
}

/** How long it waits for an answer. */
const PATIENCE_MS = 10_000;

/**
 * Asks a running platform what people hold there. Throws, with a reason for the reader, if it does
 * not answer.
 */
export async function askHeld(asked: Asked): Promise<Held> {
  const client = createClient({ ...asked, patience: PATIENCE_MS });
  const [overrides, incidents, silences] = await Promise.all([
    all(pages(client.listOverrides), (page) => page.overrides),
    all(pages(client.listIncidents), (page) => page.incidents),
    all(pages(client.listSilences), (page) => page.silences),
  ]);
  return {
    overrides: overrides.map((override) => ({ ...override, to: Date.parse(override.to) })),
    incidents: incidents.map(({ id, service, acknowledgedBy, acknowledgedByPerson, waitsFor }) => ({
      id,
      service,
      ...(acknowledgedByPerson && acknowledgedBy !== undefined && { acknowledgedBy }),
      waitsFor,
    })),
    silences: silences.flatMap(({ id, createdBy, byPerson, endsAt }) =>
      byPerson ? [{ id, person: createdBy, endsAt: Date.parse(endsAt) }] : [],
    ),
  };
}

/** Returns every item of a list. */
async function all<Page, Item>(
  list: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const page of list) {
    found.push(...itemsOf(page));
  }
  return found;
}
