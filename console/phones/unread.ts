import { effect, signal } from '@preact/signals';
import type { Message, Phone } from './received.ts';

const NAME = 'wardbell-phones';

/** The last message of each phone that was looked at, kept by the browser. */
const read = signal<Readonly<Record<string, string>>>(kept());

effect(() => {
  try {
    localStorage.setItem(NAME, JSON.stringify(read.value));
  } catch {
    // A browser that keeps nothing counts all as new when the page is loaded again.
  }
});

/** The name of a phone or mailbox in the address. */
export function phoneId({ person, channel }: Phone): string {
  return `${person}.${channel}`;
}

/** How many messages have come since the phone was looked at. */
export function unreadOf(phone: Phone): number {
  const last = read.value[phoneId(phone)];
  return phone.messages.length - 1 - phone.messages.findIndex(({ id }) => id === last);
}

export function markRead(phone: Phone, { id }: Message): void {
  if (read.peek()[phoneId(phone)] !== id) {
    read.value = { ...read.peek(), [phoneId(phone)]: id };
  }
}

function kept(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? '{}') as Readonly<Record<string, string>>;
  } catch {
    return {};
  }
}
