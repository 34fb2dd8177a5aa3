import type { AuditEntry, Config } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { now } from '../frame/clock.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { may } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { dateOf, Since } from '../frame/time.ts';
import { somePages } from '../frame/whole-list.ts';
import { words } from '../words/index.ts';
import { ConfigLists } from './config-lists.ts';
import { Gaps, WeakSpots } from './reachability.ts';

/** The config that is served, since when, and whether everybody can be reached by it. */
export function ConfigPart() {
  const w = words.value.platform.config;
  const live = useLoaded('config', () => api.getConfig());
  return shown(
    live,
    (config: Config) => html`<dl class="facts">
        <dt>${w.hash}</dt>
        <dd><code>${config.hash}</code></dd>
        <dt>${w.timeZone}</dt>
        <dd>${config.timeZone}</dd>
        ${may('admin') && html`<${Applied} hash=${config.hash} />`}
      </dl>
      <h2>${w.proof}</h2>
      <${Proof} />
      <${ConfigLists} config=${config} />`,
  );
}

const YEAR = 366 * 86_400_000;

/** The newest entry that says that a clock has applied this config; none within a year. */
async function appliedConfig(hash: string): Promise<AuditEntry | null> {
  const from = new Date(now.peek() - YEAR).toISOString();
  const query = { action: 'config.apply', from } as const;
  for await (const { entries } of somePages(api.listAudit, { query })) {
    const found = entries.find(({ object }) => object?.id === hash);
    if (found !== undefined) {
      return found;
    }
  }
  return null;
}

function Applied({ hash }: { readonly hash: string }) {
  const w = words.value.platform;
  const live = useLoaded(`applied ${hash}`, () => appliedConfig(hash));
  return html`<dt>${w.config.applied}</dt>
    <dd>
      ${shown(live, (entry: AuditEntry | null) =>
        entry === null
          ? html`${w.config.notApplied}`
          : html`<a href=${`${hrefOf('platform', 'audit')}?action=config.apply`}
              ><${Since} at=${entry.at}
            /></a>`,
      )}
    </dd>`;
}

function Proof() {
  const w = words.value.platform.config;
  const live = useLoaded('proof', () => api.getConfig({ query: { proof: 'year' } }));
  const { value, error } = live;
  if (value.value === undefined && error.value === undefined) {
    return html`<p role="status">${w.proving}</p>`;
  }
  return shown(live, ({ proof }: Config) => {
    const { from = '', to = '', gaps = [], weakSpots = [] } = proof ?? {};
    return html`${
      gaps.length === 0
        ? html`<p class="state">${w.proven(dateOf(from), dateOf(to))}</p>`
        : html`<p class="state triggered">${w.unproven(gaps.length)}</p>
              <${Gaps} gaps=${gaps} />`
    }
      <p class="small">${w.proofHint}</p>
      <${WeakSpots} spots=${weakSpots} />`;
  });
}
