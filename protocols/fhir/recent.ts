import { isObject, type JsonObject } from '#http/json-object.ts';
import type { ApiKey } from '#usecases/ports.ts';

/**
 * Keeps recent resources, so that a client which follows the location it was given can read them.
 */
export interface Recent {
  keep(id: string, resource: JsonObject, by: ApiKey): void;
  /** Undefined if it is not kept, or was sent with another key. */
  find(id: string, by: ApiKey): JsonObject | undefined;
}

/** The memory of an instance for them; the oldest are dropped first. */
const MOST = { resources: 10_000, characters: 8_000_000, ofOne: 16_000 };

/**
 * The elements of an Observation that are kept. Nothing else is: no name, note, performer or
 * narrative.
 */
const READ = ['resourceType', 'id', 'meta', 'identifier', 'status', 'code'];
const READ_TOO = /^(effective|value|issued$|dataAbsentReason$|hasMember$|component$)/;
const REFERENCES = ['subject', 'device', 'encounter', 'focus'];

/**
 * Create it once for each instance of a function; decision 21 says why there is no store behind it.
 */
export function createRecent(most = MOST): Recent {
  const kept = new Map<string, string>();
  let characters = 0;
  const forget = (key: string) => {
    characters -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  };
  return {
    keep(id, resource, by) {
      const key = keyOf(id, by);
      forget(key);
      const text = JSON.stringify(whatIsRead(resource));
      if (text.length > most.ofOne) {
        return;
      }
      kept.set(key, text);
      characters += text.length;
      for (const oldest of kept.keys()) {
        if (kept.size <= most.resources && characters <= most.characters) {
          break;
        }
        forget(oldest);
      }
    },
    find(id, by) {
      const text = kept.get(keyOf(id, by));
      return text === undefined ? undefined : JSON.parse(text);
    },
  };
}

function keyOf(id: string, by: ApiKey): string {
  return `${by.id} ${id}`;
}

function whatIsRead(resource: JsonObject): JsonObject {
  const entries = Object.entries(resource).flatMap(([name, value]): [string, unknown][] => {
    if (READ.includes(name) || READ_TOO.test(name)) {
      return [[name, value]];
    }
    return REFERENCES.includes(name) ? [[name, withoutNames(value)]] : [];
  });
  return Object.fromEntries(entries);
}

/** Returns the target of a reference, without its display name. */
function withoutNames(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNames);
  }
  return isObject(value) && value['reference'] !== undefined
    ? { reference: value['reference'] }
    : undefined;
}
