import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { hrefOf } from '../frame/router.ts';
import { allHeartbeats } from '../heartbeats/all-heartbeats.ts';
import { HeartbeatRow } from '../heartbeats/row.ts';
import { words } from '../words/index.ts';

/** So many are shown here; all of them have a screen. */
const MOST = 20;

/** A heartbeat of this name, and those of the services whose rules know the subject. */
export function Heartbeats({
  subject,
  services,
}: {
  readonly subject: string;
  readonly services: readonly string[];
}) {
  const w = words.value;
  const { value } = useLive('heartbeats', allHeartbeats, EVERY.heartbeatsOfSubject);
  const these = (value.value?.items ?? []).filter(
    (one) => one.heartbeat === subject || services.includes(one.service),
  );
  return (
    these.length > 0 &&
    html`<section>
      <h2><a href=${hrefOf('heartbeats')}>${w.subject.heartbeats}</a> (${these.length})</h2>
      <ul class="listed">
        ${these.slice(0, MOST).map((one) => html`<${HeartbeatRow} key=${one.heartbeat} heartbeat=${one} />`)}
      </ul>
      ${these.length > MOST && html`<p>${w.now.more(these.length - MOST)}</p>`}
    </section>`
  );
}
