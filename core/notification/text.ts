import type { Config } from '../config.ts';
import type { Incident } from '../incident/incident.ts';
import type { Instant } from '../time/instant.ts';
import { type Email, emailBundle, emailText } from './email.ts';
import type { Channel, PageReason } from './page.ts';
import { smsBundle, smsText } from './sms.ts';

/** What one message is about, and the link at its end. */
export type Contents =
  | {
      readonly kind: 'page';
      readonly incident: Incident;
      readonly reason: PageReason;
      readonly link: string;
    }
  | { readonly kind: 'bundle'; readonly incidents: readonly Incident[]; readonly link: string };

/**
 * A message in the words of its channel. Labels never stand in it, values only where the service
 * lets them.
 */
export function messageText(
  channel: Channel,
  contents: Contents,
  config: Config,
  now: Instant,
): Email {
  const { link } = contents;
  if (channel === 'sms') {
    const text =
      contents.kind === 'page'
        ? smsText(contents.incident, config, link, now)
        : smsBundle(contents.incidents, config, link, now);
    return { subject: '', text };
  }
  return contents.kind === 'page'
    ? emailText(contents.incident, contents.reason, config, link, now)
    : emailBundle(contents.incidents, config, link, now);
}
