import type { ThresholdRule } from '../../rule/threshold.ts';
import type { Instant } from '../../time/instant.ts';

export type Window = readonly { readonly at: Instant; readonly breach: boolean }[];

export const EMPTY_WINDOW: Window = [];

/**
 * Returns the window with one more sample: the same object if that changes nothing worth storing.
 */
export function slide(window: Window, next: Window[number], rule: ThresholdRule): Window {
  const of = rule.window?.of ?? 0;
  if (of === 0) {
    return EMPTY_WINDOW;
  }
  const full = window.length === of && window.every(({ breach }) => breach);
  if (full && next.breach) {
    return window;
  }
  return worthKeeping([...window, next].slice(-of));
}

/**
 * Returns the window with a corrected sample: the same object if that changes nothing. A sample
 * that is not in it preceded a breach without being one, or was one of many breaches: it is
 * inserted if it breaches, and otherwise makes no difference.
 */
export function correct(window: Window, sample: Window[number], rule: ThresholdRule): Window {
  const counted = window.find(({ at }) => at === sample.at);
  if ((counted?.breach ?? false) === sample.breach) {
    return window;
  }
  const all = [...withoutSample(window, sample.at), sample].sort((a, b) => a.at - b.at);
  const last = all.slice(-(rule.window?.of ?? 0));
  return last.includes(sample) ? worthKeeping(last) : window;
}

/** Returns the window without the sample of that time: the same object if there is none. */
export function withoutSample(window: Window, at: Instant): Window {
  const left = window.filter((counted) => counted.at !== at);
  return left.length === window.length ? window : worthKeeping(left);
}

function worthKeeping(window: Window): Window {
  return window.some(({ breach }) => breach) ? window : EMPTY_WINDOW;
}

/** Whether enough of the window breaches. */
export function windowBreaches(window: Window, rule: ThresholdRule): boolean {
  const count = window.reduce((sum, { breach }) => sum + Number(breach), 0);
  return rule.window !== undefined && count >= rule.window.breaches;
}
