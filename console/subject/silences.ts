import type { Subject } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { personName } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { Theirs } from '../frame/text.ts';
import { Until } from '../frame/time.ts';
import { words } from '../words/index.ts';

/** Silences that cover an alert which it has, or may come to have. */
export function Silences({ subject }: { readonly subject: Subject }) {
  const w = words.value;
  const { silences, moreSilences = 0 } = subject;
  return (
    silences.length > 0 &&
    html`<section>
      <h2><a href=${hrefOf('silences')}>${w.silences.title}</a> (${silences.length + moreSilences})</h2>
      <ul class="listed">
        ${silences.map(
          ({ id, matchers, comment, status, startsAt, endsAt, createdBy }) => html`<li key=${id}>
            <p><strong><${Theirs} text=${matchers.join(', ')} /></strong></p>
            ${comment !== '' && html`<p><${Theirs} text=${comment} /></p>`}
            <p class="small">
              <${Theirs} text=${w.silences.by(personName(createdBy))} />,${' '}
              ${status === 'pending' && html`${w.silences.from} <${Until} at=${startsAt} />, `}
              ${w.now.until} <${Until} at=${endsAt} />
            </p>
          </li>`,
        )}
      </ul>
      ${moreSilences > 0 && html`<p>${w.now.more(moreSilences)}</p>`}
    </section>`
  );
}

/** The matcher of a subject, quoted as Alertmanager does. */
export function subjectMatcher(subject: string): string {
  const quoted = subject.replace(/[\\"]/gu, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
  return `subject="${quoted}"`;
}
