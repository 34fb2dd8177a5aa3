import { globSync } from 'node:fs';

/** A request as an agent sends it. */
export interface Knock {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes are sent unchanged, and everything else as JSON. */
  readonly body?: object | string;
  /** Whether the protocol carries the key elsewhere or needs none. */
  readonly withoutHeader?: true;
}

export interface Knocking {
  /** Sends a request and returns the response, JSON or text. Rejects if it is not successful. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  ask(knock: Knock): Promise<any>;
  /** A key with all scopes. */
  readonly key: string;
  readonly now: Date;
}

/** Sends requests to every route of a protocol as its agents do, none of which pages anybody. */
export type KnockAtDoors = (knocking: Knocking) => Promise<void>;

const ROOT = new URL('../../', import.meta.url);

/** Sends requests to all protocols, each of which has a file for it in its test folder. */
export async function knockAtEveryDoor(knocking: Knocking): Promise<void> {
  for (const file of globSync('test/protocols/*/knocks.ts', { cwd: ROOT }).sort()) {
    const { knock }: { readonly knock: KnockAtDoors } = await import(new URL(file, ROOT).href);
    await knock(knocking);
  }
}
