import { html } from '../frame/html.ts';
import { words } from '../words/index.ts';
import type { State, Tile } from './board.ts';

/** States differ by word and by shape, since colour alone tells nothing to some. */
const SHAPES: Readonly<Record<State, string>> = {
  firing: 'M8 1 15 15H1z',
  pending: 'M2 1h12L9 8l5 7H2l5-7z',
  silent: 'M11 1a7 7 0 1 0 4 10A6 6 0 0 1 11 1z',
  well: 'M1 8l2-2 3 3 7-7 2 2-9 9z',
};

/** How a subject stands, with how bad it is where it fires. */
export function StateBadge({ state, severity }: Pick<Tile, 'state' | 'severity'>) {
  const w = words.value;
  const colour = state === 'firing' ? (severity ?? 'critical') : state;
  return html`<span class=${`badge ${colour}`}>
    <svg aria-hidden="true" viewBox="0 0 16 16"><path d=${SHAPES[state]} /></svg>
    ${w.subjects.state[state]}${
      state === 'firing' && severity !== undefined && `: ${w.severity[severity]}`
    }
  </span>`;
}
