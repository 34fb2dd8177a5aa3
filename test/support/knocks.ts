import { globSync } from 'node:fs';

/** A request as an agent makes it. */
export interface Knock {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes as they are, and anything else as JSON. */
  readonly body?: object | string;
  /** Whether the protocol carries the key elsewhere, or needs none. */
  readonly withoutHeader?: true;
}

export interface Knocking {
  /** Asks, and returns what was answered, JSON or text. Rejects where it is no success. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  ask(knock: Knock): Promise<any>;
  /** A key for everything. */
  readonly key: string;
  readonly now: Date;
}

/** Asks at every route of a protocol as its agents do, with nothing that pages anybody. */
export type KnockAtDoors = (knocking: Knocking) => Promise<void>;

const ROOT = new URL('../../', import.meta.url);

/** Knocks at the doors of all protocols: each has a file for it in its folder of tests. */
export async function knockAtEveryDoor(knocking: Knocking): Promise<void> {
  for (const file of globSync('test/protocols/*/knocks.ts', { cwd: ROOT }).sort()) {
    const { knock }: { readonly knock: KnockAtDoors } = await import(new URL(file, ROOT).href);
    await knock(knocking);
  }
}
