import { useMemo } from 'preact/hooks';
import type { LoggedPage } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api, textOf } from '../frame/api.ts';
import { download, downloadedText } from '../frame/download.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { personName, serviceName } from '../frame/me.ts';
import { hrefOf, query } from '../frame/router.ts';
import { useRowKeys } from '../frame/row-keys.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { Since, Until } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { attemptText, doubtText } from '../frame/told.ts';
import { words } from '../words/index.ts';
import { type LogQuery, logQuery } from './filter.ts';
import { FilterForm } from './filter-form.ts';
import { followLog } from './load-pages.ts';
import { Outcome } from './outcome.ts';
import { isToCome } from './status.ts';
import { reasonText, Why } from './why.ts';

/** All that was sent: to whom, by what, why, and what became of it; the newest first. */
export default function Pages() {
  const w = words.value.pages;
  const asked = logQuery(query.value);
  useTitle(w.title);
  useRowKeys();
  const address = `/v1/pages?${new URLSearchParams({ ...(asked as object), format: 'csv' })}`;
  const save = () =>
    perform('csv', () => download(address, { name: 'pages.csv', heads: 1 }), downloadedText);
  return html`<h1>${w.title}</h1>
    <${FilterForm} />
    <${Log} key=${JSON.stringify(asked)} asked=${asked} />
    <button aria-busy=${isUnderWay('csv')} onClick=${save}>${words.value.downloadAs('CSV')}</button>`;
}

function Log({ asked }: { readonly asked: LogQuery }) {
  const w = words.value;
  const log = useMemo(
    () => followLog((place) => api.listPages({ query: { ...asked, ...place } })),
    [],
  );
  const { value, error, refresh } = useLive('pages', log.refresh, EVERY.pages);
  const loaded = value.value;
  if (loaded === undefined) {
    return html`<p role="status">
      ${error.value === undefined ? w.loading : textOf(error.value)}
    </p>`;
  }
  const { pages, areMore } = loaded;
  const goBack = async () => {
    await log.goBack();
    await refresh();
  };
  const more = () => perform('more', goBack, w.pages.loaded);
  return html`<p role="status" class="small">
      ${pages.length === 0 && !areMore ? w.pages.none : w.pages.shown(pages.length)}
    </p>
    <ul class="listed">
      ${pages.map((page) => html`<${Row} key=${page.id} page=${page} />`)}
    </ul>
    ${
      areMore &&
      html`<p>
        <button aria-busy=${isUnderWay('more')} onClick=${more}>${w.loadMore}</button>
      </p>`
    }`;
}

function Row({ page }: { readonly page: LoggedPage }) {
  const w = words.value;
  const { responder, channel, status, at, due, attempts, service, severity } = page;
  const doubt = doubtText(page);
  const last = attempts.at(-1);
  return html`<li data-row=${page.id}>
    <p>
      ${severity !== undefined && html`<${Badge} severity=${severity} /> `}
      <strong><${Theirs} text=${personName(responder)} /></strong>, ${w.channels[channel].name}:${' '}
      <${Outcome} status=${status} />${' '}
      ${isToCome(status) ? html`<${Until} at=${due ?? at} />` : html`<${Since} at=${at} />`}
    </p>
    <p>
      ${service !== undefined && html`<${Theirs} text=${serviceName(service)} />, `}
      <a class="title" href=${hrefOf('incidents', page.incident)}
        >${w.pages.incident(page.incident)}</a
      >,${' '}
      ${w.pages.tries(page.tries)}
    </p>
    <p class="small">${reasonText(page.reason)}</p>
    ${status !== 'sent' && last !== undefined && html`<p><${Theirs} text=${attemptText(last)} /></p>`}
    ${doubt !== undefined && html`<p><${Theirs} text=${doubt} /></p>`}
    <${Why} page=${page} service=${service} />
  </li>`;
}
