import { own } from '../collections/own.ts';
import type { Labels } from './sample.ts';

/** Returns the labels that all of these have alike. */
export function commonLabels([first = {}, ...others]: readonly Labels[]): Labels {
  const alike = Object.entries(first).filter(([name, value]) =>
    others.every((labels) => own(labels, name) === value),
  );
  return Object.fromEntries(alike);
}
