import { useSignal } from '@preact/signals';
import type { Calendar, NewCalendar } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { ShownOnce } from '../frame/shown-once.ts';
import { Theirs } from '../frame/text.ts';
import { dateOf, timeText } from '../frame/time.ts';
import { somePages } from '../frame/whole-list.ts';
import { words } from '../words/index.ts';

/** Whose turns: those of a person, or of a schedule. */
type Owner = Readonly<Record<'person', string>> | Readonly<Record<'schedule', string>>;

/** The secret addresses of a calendar: made, shown once, and revoked. */
export function CalendarAddresses({ owner }: { readonly owner: Owner }) {
  const w = words.value.oncall.addresses;
  const live = useLive(
    `addresses ${JSON.stringify(owner)}`,
    () => addressesOf(owner),
    EVERY.oncall,
  );
  const made = useSignal<NewCalendar | undefined>(undefined);
  const asked = useSignal<Calendar | undefined>(undefined);
  const make = async () => {
    const ask = async () => {
      made.value = await api.createCalendar({ body: owner });
    };
    await perform('address', ask, w.made);
    await live.refresh();
  };
  return html`<section>
    <h2>${w.title}</h2>
    <p class="small">${w.hint}</p>
    ${shown(
      live,
      (all) => html`<ul class="listed">
        ${all.map(
          (one) => html`<${Row}
            key=${one.id}
            one=${one}
            onAsk=${() => {
              asked.value = one;
            }}
          />`,
        )}
      </ul>`,
    )}
    <button aria-busy=${isUnderWay('address')} onClick=${make}>${w.make}</button>
    ${
      made.value &&
      html`<${ShownOnce}
        title=${w.made}
        called=${w.address}
        secret=${made.value.address}
        hint=${w.whoeverHas}
        onKept=${() => {
          made.value = undefined;
        }}
      />`
    }
    ${
      asked.value &&
      html`<${Revocation}
        one=${asked.value}
        onChange=${live.refresh}
        onClose=${() => {
          asked.value = undefined;
        }}
      />`
    }
  </section>`;
}

async function addressesOf(owner: Owner): Promise<readonly Calendar[]> {
  const found: Calendar[] = [];
  for await (const page of somePages(api.listCalendars, { query: owner })) {
    found.push(...page.calendars);
  }
  return found;
}

function Row({ one, onAsk }: { readonly one: Calendar; readonly onAsk: () => void }) {
  const w = words.value.oncall.addresses;
  const madeText = w.madeBy(dateOf(one.createdAt), personName(one.createdBy));
  return html`<li>
    <p><${Theirs} text=${madeText} />, ${fetchedText(one)}</p>
    <button onClick=${onAsk}>${w.revoke}<span class="hidden"> ${madeText}</span></button>
  </li>`;
}

/** The day is one of UTC, as it was counted. */
function fetchedText({ fetchedOn }: Calendar): string {
  const w = words.value.oncall.addresses;
  const day = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return fetchedOn === undefined
    ? w.neverFetched
    : w.fetchedOn(timeText(Date.parse(fetchedOn), day));
}

/** Asks before it is revoked: programs that fetch by it lose the calendar. */
function Revocation({
  one,
  onChange,
  onClose,
}: {
  readonly one: Calendar;
  readonly onChange: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const w = words.value.oncall.addresses;
  const { id } = one;
  const revoke = async () => {
    if (await perform(id, () => api.revokeCalendar({ body: { id } }), w.revoked)) {
      onClose();
    }
    await onChange();
  };
  return html`<${Dialog} title=${w.revokeAsk} onClose=${onClose}>
    <p>${fetchedText(one)}</p>
    <button aria-busy=${isUnderWay(id)} onClick=${revoke}>${w.revokeYes}</button>
    <button onClick=${onClose}>${words.value.back}</button>
  <//>`;
}
