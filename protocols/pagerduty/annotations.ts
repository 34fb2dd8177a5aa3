import type { Labels } from '#core/sample/sample.ts';
import { isObject } from '#http/json-object.ts';

/** A link that was sent with an event. */
export interface Link {
  readonly kind: 'link' | 'image';
  readonly address: string;
  readonly text?: string;
}

/** The limits of links, images and details that are kept as annotations. */
const MAX_LINKS = 8;
const MAX_DETAILS = 24;

/** The depth to which a detail is shown, and the number of entries of each level. */
const DEPTH = 3;
const WIDTH = 20;

/**
 * Returns the links and images of lists that a sender may have left out or filled with anything.
 */
export function linksFrom(...lists: readonly unknown[]): readonly Link[] {
  return lists
    .flatMap((list) => (Array.isArray(list) ? list.slice(0, MAX_LINKS) : []))
    .flatMap((item) => linkFrom(item) ?? [])
    .slice(0, MAX_LINKS);
}

function linkFrom(item: unknown): Link | undefined {
  if (!isObject(item)) {
    return undefined;
  }
  const { href, src, text, alt } = item;
  const address = src ?? href;
  if (typeof address !== 'string' || address === '') {
    return undefined;
  }
  const said = text ?? alt;
  const kind = src === undefined ? 'link' : 'image';
  return { kind, address, ...(typeof said === 'string' && said !== '' && { text: said }) };
}

/**
 * Makes annotations of links, images and details; links come first, so that many details do not
 * displace them.
 */
export function annotationsFrom(links: readonly Link[], details: unknown): Labels {
  const shown = links.map(({ kind, address, text }, index): [string, string] => [
    index === 0 ? kind : `${kind} ${index + 1}`,
    text === undefined ? address : `${text}: ${address}`,
  ]);
  return Object.fromEntries([...shown, ...detailsFrom(details)]);
}

function detailsFrom(details: unknown): readonly [string, string][] {
  if (details === undefined || details === null) {
    return [];
  }
  if (!isObject(details)) {
    return [['details', textOf(details)]];
  }
  return Object.entries(details)
    .slice(0, MAX_DETAILS)
    .map(([name, value]) => [name, textOf(value)]);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(pruned(value, DEPTH));
}

/**
 * Limits the shown part of a value: what `JSON.parse` has read may be nested so deep that
 * `JSON.stringify` overflows the stack.
 */
function pruned(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth === 0) {
    return '…';
  }
  if (Array.isArray(value)) {
    return value.slice(0, WIDTH).map((inner) => pruned(inner, depth - 1));
  }
  const entries = Object.entries(value).slice(0, WIDTH);
  return Object.fromEntries(entries.map(([name, inner]) => [name, pruned(inner, depth - 1)]));
}
