import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { CONSOLE_ROOT, CONSOLE_START } from '../addresses.ts';

/** Where the reader is: a path below the console's root, and what stands behind the `?`. */
export interface Place {
  readonly path: string;
  readonly query: string;
}

export const place = signal<Place>(here());

/** The parameters of the address. A screen that is filtered keeps its filter there. */
export const query: ReadonlySignal<URLSearchParams> = computed(
  () => new URLSearchParams(place.value.query),
);

function here(): Place {
  return { path: location.pathname, query: location.search.slice(1) };
}

/** The address of a screen: `hrefOf('incidents', id)`. Its parts may hold any characters. */
export function hrefOf(...parts: readonly string[]): string {
  return CONSOLE_ROOT + parts.map(encodeURIComponent).join('/');
}

/** Goes to an address of the console; one that is replaced leaves no step to come back to. */
export function go(href: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', href);
  place.value = here();
}

/** Changes parameters of the address, and keeps the others; empty ones are left out. */
export function setQuery(changed: Readonly<Record<string, string | readonly string[]>>): void {
  const next = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(changed)) {
    next.delete(name);
    for (const one of [value].flat()) {
      if (one !== '') {
        next.append(name, one);
      }
    }
  }
  const behind = next.size === 0 ? '' : `?${next}`;
  go(place.value.path + behind, { replace: true });
}

/**
 * Follows links of the console without loading it anew. What a browser does by itself stays its
 * own: other addresses, places within a page, new tabs, downloads.
 */
export function startRouter(): void {
  if (location.pathname === CONSOLE_ROOT) {
    go(CONSOLE_START + location.search, { replace: true });
  }
  window.addEventListener('popstate', () => {
    place.value = here();
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || !isOurs(link, event)) {
      return;
    }
    event.preventDefault();
    go(link.pathname + link.search);
  });
}

/** What the function serves by itself, and is no screen. */
const SERVED = /^\/console\/(files|plain|sign-in|sign-out|callback)(\/|$)/;

function isOurs(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  return (
    isPlain &&
    !event.defaultPrevented &&
    link.target === '' &&
    link.hash === '' &&
    !link.hasAttribute('download') &&
    link.origin === location.origin &&
    link.pathname.startsWith(CONSOLE_ROOT) &&
    !SERVED.test(link.pathname)
  );
}
