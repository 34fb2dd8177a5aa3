import type { ActionAnswer, IncidentSummary } from '#api/client/index.ts';
import { perform } from '../frame/act.ts';
import { tell } from '../frame/announce.ts';
import { api, textOf } from '../frame/api.ts';
import { words } from '../words/index.ts';
import { acknowledgedText } from './answers.ts';
import { nameOf } from './names.ts';
import { select } from './selection.ts';

/** So many can be read out; whoever takes more at once has not looked at them. */
export const MOST_AT_ONCE = 50;

/** So many are acknowledged side by side: the rate of a person must not refuse them. */
const SIDE_BY_SIDE = 5;

export async function acknowledge(incident: IncidentSummary): Promise<void> {
  const { id } = incident;
  const done = (answer: ActionAnswer) =>
    acknowledgedText(answer, words.value.now.acknowledged(nameOf(incident)));
  if (await perform(id, () => api.acknowledgeIncident({ path: { id }, body: {} }), done)) {
    select(id, false);
  }
}

/**
 * Acknowledges exactly these, and tells of those that were not why: somebody else may have been
 * first, and then has them still.
 */
export async function acknowledgeAll(incidents: readonly IncidentSummary[]): Promise<void> {
  const reasons: string[] = [];
  const waiting = [...incidents];
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      try {
        await api.acknowledgeIncident({ path: { id: one.id }, body: {} });
      } catch (error) {
        reasons.push(`${nameOf(one)}: ${textOf(error)}`);
      }
      select(one.id, false);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  const w = words.value.now;
  const done = w.someDone(incidents.length - reasons.length);
  if (reasons.length === 0) {
    tell('done', done);
  } else {
    tell('refused', `${done} ${w.someNot(reasons.length, reasons.join(' '))}`);
  }
}
