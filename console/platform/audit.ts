import type { AuditEntries, AuditEntry } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { Paged, type PageProps } from '../frame/paged.ts';
import { query } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { AuditFilter, auditQuery } from './audit-filter.ts';

const AT_ONCE = 50;

/** Who did what, when, with what, and what became of it: the newest first. */
export function Audit() {
  return html`<${AuditFilter} />
    <${Paged} key=${JSON.stringify(auditQuery(query.value))} page=${Page} />`;
}

function Page({ cursor, onMore }: PageProps) {
  const w = words.value.platform;
  const asked = auditQuery(query.value);
  const place = { limit: AT_ONCE, ...(cursor !== '' && { cursor }) };
  const live = useLoaded(`audit ${cursor}`, () => api.listAudit({ query: { ...asked, ...place } }));
  return shown(live, ({ entries, next }: AuditEntries) => {
    const isNone = entries.length === 0 && onMore !== undefined;
    return html`<ul class="listed">
        ${entries.map((entry) => html`<${Entry} key=${entry.id} entry=${entry} />`)}
      </ul>
      ${
        isNone &&
        html`<p role="status">
          ${next === undefined ? cursor === '' && w.audit.none : w.audit.noneYet}
        </p>`
      }
      ${
        onMore &&
        next !== undefined &&
        html`<button onClick=${() => onMore(next)}>${words.value.loadMore}</button>`
      }`;
  });
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const w = words.value.platform.audit;
  const { at, who, action, outcome, reason } = entry;
  return html`<li>
    <p>
      <strong><${Theirs} text=${personName(who.by)} /></strong> ${w.action[action]}
      ${' '}<span class="small"><${Theirs} text=${aboutWhat(entry)} /></span>
    </p>
    <p class="small">
      <${Since} at=${at} />, ${w.caller[who.kind]}${
        who.key !== undefined && html` (<${Theirs} text=${who.key} />)`
      }:${' '}
      <span class=${outcome === 'done' ? 'works' : 'works not'}
        >${w.outcome[outcome]}${reason !== undefined && ` (${reason})`}</span
      >
    </p>
    <details>
      <summary>
        ${w.details}<span class="hidden">: ${personName(who.by)} ${w.action[action]}</span>
      </summary>
      <${Details} entry=${entry} />
    </details>
  </li>`;
}

/** Ids may be hashes; the details have them whole. */
const LONGEST_ID = 24;

/** To what it was done, and to whom. */
function aboutWhat({ object, before, after }: AuditEntry): string {
  const { id = '' } = object ?? {};
  const person = before?.['person'] ?? after?.['person'];
  const short = id.length > LONGEST_ID ? `${id.slice(0, LONGEST_ID)}…` : id;
  return [short, ...(typeof person === 'string' ? [personName(person)] : [])]
    .filter((part) => part !== '')
    .join(', ');
}

function Details({ entry }: { readonly entry: AuditEntry }) {
  const w = words.value.platform.audit;
  const { id, object, subjects = [], from, before, after } = entry;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [w.object, object && `${object.kind} ${object.id}`],
    [w.subjects, subjects.length === 0 ? undefined : subjects.join(', ')],
    [w.before, before && valuesText(before)],
    [w.after, after && valuesText(after)],
    [w.network, from?.network],
    [w.program, from?.agent],
    [w.id, id],
  ];
  return html`<dl class="facts">
    ${facts.map(
      ([name, text]) =>
        text !== undefined &&
        html`<dt>${name}</dt>
          <dd><${Theirs} text=${text} /></dd>`,
    )}
  </dl>`;
}

function valuesText(values: NonNullable<AuditEntry['before']>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}
