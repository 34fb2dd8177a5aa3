import { useEffect, useRef } from 'preact/hooks';
import type { IncidentSummary } from '#api/client/index.ts';
import { perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { useKeys } from '../frame/keys.ts';
import { may } from '../frame/me.ts';
import { words } from '../words/index.ts';
import { acknowledge } from './acknowledge.ts';
import { needsAnswer } from './arrange.ts';
import { nameOf } from './names.ts';
import { isSelected, select } from './selection.ts';

const ROW = '[data-row]';

/**
 * The keys of the list: they act on the row that has the focus. A row that moves into another part,
 * as when it was acknowledged, takes the focus along.
 */
export function useListKeys(
  incidents: readonly IncidentSummary[],
  refresh: () => Promise<void>,
): void {
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      last.current = rowOf(target)?.dataset['row'] ?? undefined;
    };
    const leave = () => {
      last.current = undefined;
    };
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', leave);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', leave);
    };
  }, []);
  useEffect(() => {
    if (last.current !== undefined && document.activeElement === document.body) {
      focus(document.querySelector<HTMLElement>(`[data-row="${CSS.escape(last.current)}"]`));
    }
  });
  const current = () => {
    const id = rowOf(document.activeElement)?.dataset['row'];
    return incidents.find((one) => one.id === id);
  };
  const onCurrent = (act: (incident: IncidentSummary) => unknown) => () => {
    const incident = current();
    if (incident !== undefined && may('respond')) {
      act(incident);
    }
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    a: onCurrent((one) => needsAnswer(one) && acknowledge(one).then(refresh)),
    e: onCurrent((one) => escalate(one).then(refresh)),
    x: onCurrent((one) => needsAnswer(one) && select(one.id, !isSelected(one.id))),
    '/': () => {
      const field = document.getElementById('filter-words');
      field?.closest('details')?.setAttribute('open', '');
      field?.focus();
    },
  });
}

function escalate(incident: IncidentSummary): Promise<boolean> {
  const { id } = incident;
  const done = words.value.now.escalated(nameOf(incident));
  return perform(id, () => api.escalateIncident({ path: { id }, body: {} }), done);
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(ROW) : null;
}

function move(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (by === 1 ? 0 : rows.length - 1) : at + by;
  focus(rows[Math.min(Math.max(next, 0), rows.length - 1)] ?? null);
}

function focus(row: HTMLElement | null): void {
  const link = row?.querySelector<HTMLElement>('a.title');
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
}
