import type { Instant } from '../time/instant.ts';
import type { Rule } from './rule.ts';

export type Window = readonly { readonly at: Instant; readonly breach: boolean }[];

export const EMPTY_WINDOW: Window = [];

/** The window with one more sample: the same object where that changes nothing worth remembering. */
export function slide(window: Window, next: Window[number], rule: Rule): Window {
  const of = rule.window?.of ?? 0;
  if (of === 0) return EMPTY_WINDOW;
  const full = window.length === of && window.every(({ breach }) => breach);
  if (full && next.breach) return window;
  const last = [...window, next].slice(-of);
  return last.some(({ breach }) => breach) ? last : EMPTY_WINDOW;
}

/** Whether enough of the window breaches. */
export function windowBreaches(window: Window, rule: Rule): boolean {
  const count = window.reduce((sum, { breach }) => sum + Number(breach), 0);
  return rule.window !== undefined && count >= rule.window.breaches;
}
