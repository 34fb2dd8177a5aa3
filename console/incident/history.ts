import type { Incident, TimelineEntry } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { personName } from '../frame/me.ts';
import { Some } from '../frame/some.ts';
import { Theirs, WebLink } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { entryText } from '../frame/told.ts';
import { words } from '../words/index.ts';

const STEP = 20;

/** What happened, the newest first. */
export function Timeline({ incident: { timeline } }: { readonly incident: Incident }) {
  const row = (entry: TimelineEntry) => html`<${Entry} entry=${entry} />`;
  return html`<h2>${words.value.incident.timeline}</h2>
    <${Some} items=${timeline.toReversed()} row=${row} step=${STEP} />`;
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const { at, by, key, comment } = entry;
  const w = words.value.incident;
  const who = [
    ...(by === undefined ? [] : [personName(by)]),
    ...(key === undefined ? [] : [w.byKey(key)]),
  ];
  return html`<li>
    <p class="small"><${Since} at=${at} />${who.length > 0 && html` <${Theirs} text=${who.join(', ')} />`}</p>
    <p><${Theirs} text=${entryText(entry)} /></p>
    ${comment !== undefined && html`<p><${Theirs} text=${comment} /></p>`}
  </li>`;
}

/** What was changed shortly before it and since. */
export function Changes({ incident }: { readonly incident: Incident }) {
  const { changes, moreChanges = 0 } = incident;
  const w = words.value;
  return (
    changes.length > 0 &&
    html`<h2>${w.incident.changes}</h2>
      <ul class="listed">
        ${changes.map(
          ({ at, summary, source, links }) => html`<li>
            <p class="small"><${Since} at=${at} />${source !== undefined && html` <${Theirs} text=${source} />`}</p>
            <p><${Theirs} text=${summary} /></p>
            ${links.map((url) => html`<p><${WebLink} url=${url} /></p>`)}
          </li>`,
        )}
      </ul>
      ${moreChanges > 0 && html`<p>${w.now.more(moreChanges)}</p>`}`
  );
}
