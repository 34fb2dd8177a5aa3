import type { MessageFormat, TickMessage } from '#usecases/ports.ts';

/**
 * Returns the message of the clock's own queue, which delivers one at a time; empty for a call that
 * no queue makes.
 */
export function tickMessageOf(event: unknown, { read }: MessageFormat<TickMessage>): TickMessage {
  const { Records: [message] = [] } = (event ?? {}) as {
    readonly Records?: readonly { readonly body: string }[];
  };
  return message === undefined ? {} : read(message.body);
}

/** Whether the clock is called for a minute, by the rule of EventBridge. */
export function isMinute(event: unknown): boolean {
  return (event as { readonly source?: unknown } | null)?.source === 'aws.events';
}
