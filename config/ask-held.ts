import type { Held } from '#core/team/stranded.ts';

/** The address of a platform, and a key with read access. */
export interface Asked {
  readonly url: string;
  readonly key: string;
}

/** How long it waits for an answer. */
const PATIENCE_MS = 10_000;

interface Incident {
  readonly id: string;
  readonly service: string;
  readonly acknowledgedBy?: string;
  readonly acknowledgedByPerson?: boolean;
  readonly waitsFor?: readonly string[];
}

interface Override {
  readonly id: string;
  readonly schedule: string;
  readonly person: string;
  readonly to: string;
}

interface Silence {
  readonly id: string;
  readonly createdBy: string;
  readonly byPerson?: boolean;
  readonly endsAt: string;
}

type Page<Name extends string, Item> = Readonly<Record<Name, readonly Item[]>> & {
  readonly next?: string;
};

/**
 * Asks a running platform what people hold there. Throws, with a reason for the reader, if it does
 * not answer.
 */
export async function askHeld(asked: Asked): Promise<Held> {
  const [overrides, incidents, silences] = await Promise.all([
    all<'overrides', Override>(asked, 'overrides'),
    all<'incidents', Incident>(asked, 'incidents'),
    all<'silences', Silence>(asked, 'silences'),
  ]);
  return {
    overrides: overrides.map((override) => ({ ...override, to: Date.parse(override.to) })),
    // A platform of an earlier version tells less.
    incidents: incidents.map(({ id, service, acknowledgedBy, acknowledgedByPerson, waitsFor }) => ({
      id,
      service,
      ...(acknowledgedByPerson && acknowledgedBy !== undefined && { acknowledgedBy }),
      waitsFor: waitsFor ?? [],
    })),
    silences: silences.flatMap(({ id, createdBy, byPerson, endsAt }) =>
      byPerson ? [{ id, person: createdBy, endsAt: Date.parse(endsAt) }] : [],
    ),
  };
}

/** Yields every item of a list, which the platform returns page by page. */
async function all<Name extends string, Item>(asked: Asked, name: Name): Promise<readonly Item[]> {
  const found: Item[] = [];
  let path = `/v1/${name}`;
  for (;;) {
    const page = await get<Page<Name, Item>>(asked, path);
    found.push(...page[name]);
    if (page.next === undefined) {
      return found;
    }
    path = `/v1/${name}?cursor=${encodeURIComponent(page.next)}`;
  }
}

async function get<Answer>({ url, key }: Asked, path: string): Promise<Answer> {
  const response = await fetch(url.replace(/\/+$/, '') + path, {
    headers: { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: unknown) => {
    throw new Error(`nothing answers at ${url} (${causeOf(error)})`, { cause: error });
  });
  if (!response.ok) {
    throw new Error(`${url}${path} answered ${response.status}`);
  }
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    throw new Error(`${url}${path} answered no JSON`, { cause });
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
