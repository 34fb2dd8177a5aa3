import { useSignal } from '@preact/signals';
import type { IncidentSummary } from '#api/client/index.ts';
import { SERVICE } from '../frame/grouping.ts';
import { html } from '../frame/html.ts';
import { may, serviceName } from '../frame/me.ts';
import { query } from '../frame/router.ts';
import { Some } from '../frame/some.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import { MOST_AT_ONCE } from './acknowledge.ts';
import { type Group, groupingOf, groupsOf, needsAnswer, SEVERITIES } from './arrange.ts';
import { Row } from './row.ts';

interface Parts {
  readonly incidents: readonly IncidentSummary[];
  readonly onChange: () => Promise<void>;
  /** Asks about several at once. */
  readonly onSeveral: (incidents: readonly IncidentSummary[]) => void;
}

/** A part of the list under its heading, in groups where there are many. */
export function Section({ title, ...parts }: Parts & { readonly title: string }) {
  const { incidents } = parts;
  if (incidents.length === 0) {
    return undefined;
  }
  const by = groupingOf(incidents, query.value.get('group'));
  return html`<section>
    <h2>${title} (${incidents.length})</h2>
    ${
      by === undefined
        ? html`<${Rows} ...${parts} />`
        : groupsOf(incidents, by).map(
            (group) =>
              html`<${Grouped} key=${group.name} group=${group} by=${by} parts=${parts} />`,
          )
    }
  </section>`;
}

/** A group is closed until it is opened: its heading says how bad it is. */
function Grouped({
  group: { name, incidents },
  by,
  parts,
}: {
  readonly group: Group;
  readonly by: string;
  readonly parts: Parts;
}) {
  const isOpen = useSignal(false);
  const w = words.value.now;
  const waiting = incidents.filter(needsAnswer);
  const called = by === SERVICE ? serviceName(name) : name === '' ? w.groupOther : name;
  const turn = (event: Event) => {
    isOpen.value = (event.currentTarget as HTMLDetailsElement).open;
  };
  const these = waiting.slice(0, MOST_AT_ONCE);
  return html`<details class="group" open=${isOpen} onToggle=${turn}>
    <summary>
      <strong><${Theirs} text=${called} /></strong> ${incidents.length}
      ${waiting.length > 0 && html`, ${w.groupNeed(waiting.length)}`}
      ${SEVERITIES.map((severity) => {
        const number = incidents.filter((one) => one.severity === severity).length;
        return (
          number > 0 && html` <span class="many"><${Badge} severity=${severity} /> ${number}</span>`
        );
      })}
    </summary>
    ${
      isOpen.value &&
      html`${
        these.length > 1 &&
        may('respond') &&
        html`<button onClick=${() => parts.onSeveral(these)}>
            ${w.acknowledgeThese(these.length)}
          </button>`
      }<${Rows} ...${{ ...parts, incidents }} />`
    }
  </details>`;
}

function Rows({ incidents, onChange }: Parts) {
  const row = (one: IncidentSummary) =>
    html`<${Row} key=${one.id} incident=${one} onChange=${onChange} />`;
  return html`<${Some} items=${incidents} row=${row} list="rows" />`;
}
