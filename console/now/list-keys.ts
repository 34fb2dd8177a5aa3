import { useEffect, useRef } from 'preact/hooks';
import type { IncidentSummary } from '#api/client/index.ts';
import { perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { may } from '../frame/me.ts';
import { focusRow, ROW, useRowKeys } from '../frame/row-keys.ts';
import { words } from '../words/index.ts';
import { acknowledge } from './acknowledge.ts';
import { needsAnswer } from './arrange.ts';
import { nameOf } from './names.ts';
import { isSelected, select } from './selection.ts';

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
      focusRow(document.querySelector<HTMLElement>(`[data-row="${CSS.escape(last.current)}"]`));
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
  useRowKeys({
    a: onCurrent((one) => needsAnswer(one) && acknowledge(one).then(refresh)),
    e: onCurrent((one) => escalate(one).then(refresh)),
    x: onCurrent((one) => needsAnswer(one) && select(one.id, !isSelected(one.id))),
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
