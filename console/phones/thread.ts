import { useEffect, useRef } from 'preact/hooks';
import { isVisible } from '../frame/clock.ts';
import { html } from '../frame/html.ts';
import { hrefOf } from '../frame/router.ts';
import { Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { words } from '../words/index.ts';
import type { Message, Phone } from './received.ts';
import { markRead } from './unread.ts';

/** The messages of one phone or mailbox, the newest last, as phones show them. */
export function Thread({ phone, name }: { readonly phone: Phone; readonly name: string }) {
  const w = words.value.phones;
  const heading = useRef<HTMLHeadingElement>(null);
  const end = useRef<HTMLParagraphElement>(null);
  const { messages } = phone;
  const last = messages.at(-1);
  const isSeen = isVisible.value;
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (last !== undefined && isSeen) {
      markRead(phone, last);
      end.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [last?.id, isSeen]);
  return html`<section class="thread">
    <p class="back"><a href=${hrefOf('phones')}>${w.all}</a></p>
    <h2 ref=${heading} tabindex="-1"><${Theirs} text=${name} /></h2>
    <ol class="plain">
      ${messages.map((message) => html`<${Bubble} key=${message.id} message=${message} />`)}
    </ol>
    <p class="small" ref=${end}>${messages.length === 0 ? w.none : w.links}</p>
  </section>`;
}

function Bubble({ message: { at, subject, text } }: { readonly message: Message }) {
  return html`<li class="bubble">
    <p class="small"><${Since} at=${at} /></p>
    ${subject !== undefined && html`<p><strong><${Theirs} text=${subject} /></strong></p>`}
    <div class="text" dir="auto">${withLinks(text)}</div>
  </li>`;
}

const ADDRESS = /(https?:\/\/\S+)/u;

/** A phone makes links of addresses. They open beside this page, since it is another's browser. */
function withLinks(text: string) {
  return text
    .split(ADDRESS)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href=${part} target="_blank" rel="noopener">${part}</a>` : part,
    );
}
