import { useSignal } from '@preact/signals';
import { SERVICE, UNGROUPED } from '../frame/grouping.ts';
import { html } from '../frame/html.ts';
import { serviceName } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import { countsOf, drawnOf, STATES, STEP, type Tile, type TileGroup } from './board.ts';
import { StateBadge } from './state.ts';

/** So many groups are drawn at once: what is behind them is asked for by a button. */
const GROUPS = 60;

/** The groups of the board: each says how many stand how, and shows those that are not well. */
export function Groups({
  groups,
  by,
}: {
  readonly groups: readonly TileGroup[];
  readonly by: string;
}) {
  const w = words.value;
  const most = useSignal(GROUPS);
  const opened = useSignal<ReadonlyMap<string, number>>(new Map());
  const shown = groups.slice(0, most.value);
  const drawn = drawnOf(shown, opened.value);
  const more = groups.length - shown.length;
  const open = (name: string, number: number) => {
    opened.value = new Map([...opened.value, [name, number]]);
  };
  return html`${shown.map(
    (group, index) => html`<${Group}
        key=${group.name}
        group=${group}
        called=${calledOf(group.name, by)}
        drawn=${drawn[index] ?? 0}
        onMore=${(number: number) => open(group.name, number)}
      />`,
  )}
    ${
      more > 0 &&
      html`<button
        onClick=${() => {
          most.value += GROUPS;
        }}
      >
        ${w.subjects.moreGroups(Math.min(GROUPS, more))}
      </button>`
    }`;
}

function calledOf(name: string, by: string): string {
  if (by === UNGROUPED) {
    return words.value.subjects.all;
  }
  if (name === '') {
    return words.value.now.groupOther;
  }
  return by === SERVICE ? serviceName(name) : name;
}

function Group({
  group: { tiles },
  called,
  drawn,
  onMore,
}: {
  readonly group: TileGroup;
  readonly called: string;
  readonly drawn: number;
  readonly onMore: (number: number) => void;
}) {
  const left = tiles.length - drawn;
  return html`<section class="board">
    <h2><${Theirs} text=${called} /> (${tiles.length})</h2>
    <${Counts} tiles=${tiles} />
    <ul class="tiles">
      ${tiles.slice(0, drawn).map((tile) => html`<${TileItem} key=${tile.subject} tile=${tile} />`)}
    </ul>
    ${
      left > 0 &&
      html`<button onClick=${() => onMore(drawn + STEP)}>
        ${words.value.now.showMore(Math.min(STEP, left))}<span class="hidden"> ${called}</span>
      </button>`
    }
  </section>`;
}

/** How many stand how: states that none is in are left out. */
export function Counts({ tiles }: { readonly tiles: readonly Tile[] }) {
  const counts = countsOf(tiles);
  return html`<p>
    ${STATES.filter((state) => counts[state] > 0).map(
      (state) => html`<span class="many"><${StateBadge} state=${state} /> ${counts[state]}</span> `,
    )}
  </p>`;
}

function TileItem({ tile }: { readonly tile: Tile }) {
  const w = words.value;
  const { subject, alias, state, severity, alerts, ownLimits } = tile;
  return html`<li class=${`tile ${state === 'firing' ? (severity ?? '') : state}`} data-row=${subject}>
    <a class="title" href=${hrefOf('subjects', subject)}><${Theirs} text=${alias ?? subject} /></a>
    ${alias !== undefined && html`<span class="small"><${Theirs} text=${subject} /></span>`}
    <${StateBadge} state=${state} severity=${severity} />
    ${alerts > 1 && html`<span class="small">${w.now.alerts(alerts)}</span>`}
    ${ownLimits !== undefined && html`<span class="small">${w.subject.ownLimits} (${ownLimits})</span>`}
  </li>`;
}
