import { ApiProblem, NoAnswer, type Page } from '#api/client/index.ts';

/** A message as a phone or a mailbox has received it. */
export interface Message {
  readonly id: string;
  readonly at: string;
  readonly subject?: string;
  readonly text: string;
}

/** A fictional phone or mailbox, with its newest message last. */
export interface Phone {
  readonly person: string;
  readonly channel: Page['channel'];
  readonly messages: readonly Message[];
}

/** It is no part of the API, which is the same everywhere: only one machine has phones. */
const ADDRESS = '/v1/phones';

const PATIENCE = 10_000;

let before = '';
let phones: readonly Phone[] = [];

/**
 * All phones and mailboxes. The browser keeps the answer, and asks for it by its tag; where nothing
 * has come, it is the very same list as before.
 */
export async function receivedMessages(): Promise<readonly Phone[]> {
  const { status, ok, text } = await ask();
  if (!ok) {
    throw new ApiProblem(status, JSON.parse(text));
  }
  if (text !== before) {
    before = text;
    phones = (JSON.parse(text) as { readonly phones: readonly Phone[] }).phones;
  }
  return phones;
}

async function ask() {
  try {
    const response = await fetch(ADDRESS, {
      cache: 'no-cache',
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: response.status, ok: response.ok, text: await response.text() };
  } catch (cause) {
    throw new NoAnswer('Nothing answers.', { cause });
  }
}
