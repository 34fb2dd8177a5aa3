import { cronError } from '#core/time/cron.ts';
import { quoted, textFormat } from './text-format.ts';

/** A cron expression that comes at some time. */
export const cron = textFormat({
  title: 'a cron expression, such as "30 3 * * *"',
  examples: ['30 3 * * *', '@daily'],
  read: (text) => {
    const fault = cronError(text);
    return fault === undefined
      ? { value: text }
      : { wrong: `${quoted(text)} tells no time: ${fault.reason}`, hint: fault.hint };
  },
});
