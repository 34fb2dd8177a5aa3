import type { Contact, ContactFinding, Contacts } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { may, personName } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { words } from '../words/index.ts';
import type { Asked } from './contact-dialogs.ts';

type Person = Contacts['people'][number];
type ChannelOfPerson = Person['channels'][number];

/** One person: what is wrong, and the phones or mailboxes of each channel. */
export function PersonContacts({
  person,
  findings,
  onAsk,
  onChange,
}: {
  readonly person: Person;
  readonly findings: readonly ContactFinding[];
  readonly onAsk: (asked: Asked) => void;
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.platform.contacts;
  return html`<li>
    <h2><${Theirs} text=${person.name} /> <span class="small">(${person.person})</span></h2>
    ${findings.map((finding) => html`<p class="state triggered">${findingText(finding)}</p>`)}
    ${person.channels.length === 0 && html`<p>${w.noChannels}</p>`}
    ${person.channels.map(
      (channel) => html`<${ChannelContacts}
        key=${channel.channel}
        person=${person}
        of=${channel}
        onAsk=${onAsk}
        onChange=${onChange}
      />`,
    )}
  </li>`;
}

function findingText({ kind, channel }: ContactFinding): string {
  const text = words.value.platform.contacts.finding[kind];
  return typeof text === 'string' ? text : text(channel ? words.value.channels[channel].name : '');
}

function ChannelContacts({
  person,
  of: { channel, contacts, others, lastTest },
  onAsk,
  onChange,
}: {
  readonly person: Person;
  readonly of: ChannelOfPerson;
  readonly onAsk: (asked: Asked) => void;
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.platform.contacts;
  const called = words.value.channels[channel].name;
  const { person: id, name } = person;
  const about = { person: id, name, channel };
  const isPending = contacts.some(({ state }) => state === 'pending');
  const key = `test ${id} ${channel}`;
  const test = () => perform(key, () => sendTest(about), w.tested(name)).then(onChange);
  return html`<h3>${called}</h3>
    ${contacts.length === 0 && html`<p>${w.none(called)}</p>`}
    <ul class="plain">
      ${contacts.map(
        (contact) => html`<li>
          <${Address} contact=${contact} />${' '}
          ${
            may('admin') &&
            html`<button onClick=${() => onAsk({ kind: 'remove', ...about, contact })}>
              ${w.remove}<span class="hidden"> ${contact.address}</span>
            </button>`
          }
        </li>`,
      )}
      ${Object.entries(others).map(([protocol, number]) => html`<li>${w.others(number, protocol)}</li>`)}
    </ul>
    <p class="small"><${LastTest} test=${lastTest} /></p>
    <div class="actions">
      <button aria-busy=${isUnderWay(key)} onClick=${test}>
        ${w.test}<span class="hidden"> ${w.testOf(name, called)}</span>
      </button>
      ${
        may('admin') &&
        html`<button onClick=${() => onAsk({ kind: 'add', ...about })}>
          ${w.add(called)}<span class="hidden"> (${name})</span>
        </button>`
      }
      ${
        isPending &&
        html`<button onClick=${() => onAsk({ kind: 'confirm', ...about })}>
          ${w.confirm}<span class="hidden"> (${name})</span>
        </button>`
      }
    </div>`;
}

/** The state differs by word and by shape. */
function Address({ contact: { address, state } }: { readonly contact: Contact }) {
  const isWorking = state !== 'pending' && state !== 'opted_out';
  return html`<span class=${isWorking ? 'works' : 'works not'}>
    <code>${address}</code>: ${words.value.platform.contacts.state[state]}
  </span>`;
}

function LastTest({ test }: { readonly test: ChannelOfPerson['lastTest'] }) {
  const w = words.value.platform.contacts;
  if (test === undefined) {
    return html`${w.neverTested}`;
  }
  const { at, by, outcome, reason = '', doubt } = test;
  const sent = doubt === undefined ? w.sent : w.sentDoubt;
  return html`${w.lastTest}: <${Since} at=${at} />${' '}
    <${Theirs} text=${w.by(personName(by))} />: ${outcome === 'sent' ? sent : w.failed(reason)}`;
}

/** SNS may refuse it: then it is told as what was refused is. */
async function sendTest({
  person,
  channel,
}: {
  readonly person: string;
  readonly channel: ChannelOfPerson['channel'];
}): Promise<void> {
  const { results } = await api.sendTestPage({ body: { person, channel } });
  const failed = results.find(({ outcome }) => outcome === 'failed');
  if (failed !== undefined) {
    throw new Error(words.value.platform.contacts.testFailed(failed.reason ?? ''));
  }
}
