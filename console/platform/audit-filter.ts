import { useSignal } from '@preact/signals';
import type { AuditEntry } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { download, downloadedText } from '../frame/download.ts';
import { Folded } from '../frame/folded.ts';
import { html } from '../frame/html.ts';
import { teamNames } from '../frame/me.ts';
import { query, setQuery } from '../frame/router.ts';
import { words } from '../words/index.ts';

const NAMES = ['person', 'subject', 'action', 'from', 'to'] as const;

type Filter = Partial<Record<(typeof NAMES)[number], string>>;

/** What is searched for, as it stands in the address. */
export function auditQuery(address: URLSearchParams): Filter {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = address.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/**
 * The search and the downloads. It is searched by a button and not while one types: each search is
 * on record itself.
 */
export function AuditFilter() {
  const w = words.value.platform.audit;
  const { timeZone } = teamNames.value;
  const filter = auditQuery(query.value);
  const typed = useSignal<Filter>(filter);
  const search = (event: Event) => {
    event.preventDefault();
    setQuery(Object.fromEntries(NAMES.map((name) => [name, typed.value[name] ?? ''])));
  };
  const clear = () => {
    typed.value = {};
    setQuery(Object.fromEntries(NAMES.map((name) => [name, ''])));
  };
  const type = (name: keyof Filter) => (event: Event) => {
    typed.value = { ...typed.value, [name]: (event.currentTarget as HTMLInputElement).value };
  };
  const field = (name: keyof Filter, called: string, more: object) => html`<label
    >${called} <input value=${typed.value[name] ?? ''} onInput=${type(name)} ...${more}
  /></label>`;
  return html`<${Folded} called=${words.value.now.filter} isUsed=${Object.keys(filter).length > 0}>
      <form class="fields" role="search" onSubmit=${search}>
        ${field('person', w.who, { list: 'people', placeholder: w.whoHint, dir: 'auto' })}
        <datalist id="people">
          ${teamNames.value.people.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </datalist>
        ${field('subject', w.subject, { placeholder: w.subjectHint, dir: 'auto' })}
        <${ActionChoice} chosen=${typed.value.action ?? ''} onChoose=${type('action')} />
        ${field('from', w.from(timeZone), { type: 'datetime-local' })}
        ${field('to', w.to(timeZone), { type: 'datetime-local' })}
        <p class="small">${w.hint}</p>
        <button class="main">${w.search}</button>
        <button type="button" onClick=${clear}>${words.value.now.clear}</button>
      </form>
    <//>
    <${Downloads} filter=${filter} />`;
}

type Action = AuditEntry['action'];

function ActionChoice({
  chosen,
  onChoose,
}: {
  readonly chosen: string;
  readonly onChoose: (event: Event) => void;
}) {
  const w = words.value.platform.audit;
  const actions = Object.keys(w.action) as Action[];
  const option = (value: string, text: string) =>
    html`<option value=${value} selected=${value === chosen}>${text}</option>`;
  return html`<label
    >${w.what}
    <select value=${chosen} onChange=${onChoose}>
      <option value="">${words.value.now.any}</option>
      ${Object.entries(w.kind).map(([kind, called]) => {
        const within = actions.filter((action) => action.startsWith(`${kind}.`));
        return html`${option(kind, called)}
        ${within.map((action) => option(action, `– ${w.action[action]}`))}`;
      })}
    </select>
  </label>`;
}

const FORMS = [
  { format: 'jsonl', called: 'JSON Lines', heads: 0 },
  { format: 'csv', called: 'CSV', heads: 1 },
] as const;

function Downloads({ filter }: { readonly filter: Filter }) {
  const save = ({ format, heads }: (typeof FORMS)[number]) => {
    const address = `/v1/audit?${new URLSearchParams({ ...filter, format })}`;
    return perform(
      format,
      () => download(address, { name: `audit.${format}`, heads }),
      downloadedText,
    );
  };
  return html`<div class="actions">
    ${FORMS.map(
      (form) => html`<button aria-busy=${isUnderWay(form.format)} onClick=${() => save(form)}>
        ${words.value.downloadAs(form.called)}
      </button>`,
    )}
  </div>`;
}
