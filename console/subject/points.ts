import type { Subject } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { words } from '../words/index.ts';

type Parameters = Subject['scores'][number]['parameters'];

/** The parameters of a score with their points, and when a value last gave them. */
export function Points({ parameters }: { readonly parameters: Parameters }) {
  const w = words.value.subject.scores;
  return html`<ul class="plain small">
    ${parameters.map(
      ({ name, points, confirmedAt }) => html`<li>
        <${Theirs} text=${name} />:${' '}
        ${points === undefined ? w.missing : html`<strong>${w.points(points)}</strong>`}
        ${confirmedAt !== undefined && html`, <${Since} at=${confirmedAt} />`}
      </li>`,
    )}
  </ul>`;
}

/** The scores of a subject as they are now: an interval where something is missing. */
export function Scores({ scores }: { readonly scores: Subject['scores'] }) {
  const w = words.value.subject.scores;
  if (scores.length === 0) {
    return undefined;
  }
  return html`<h2>${w.title}</h2>
    <ul class="listed">
      ${scores.map(
        ({ score, title, low, high, level, severity, oxygenScale, parameters }) => html`<li
          key=${score}
        >
          <p>
            ${severity !== undefined && html`<${Badge} severity=${severity} /> `}
            <strong><${Theirs} text=${title} />${' '}${low === high ? low : w.between(low, high)}</strong>
            ${level !== undefined && html` (<${Theirs} text=${level} />)`}
            ${oxygenScale !== undefined && `, ${w.scale2}`}
          </p>
          <${Points} parameters=${parameters} />
        </li>`,
      )}
    </ul>`;
}
