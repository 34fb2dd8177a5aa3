import { effect, type Signal, signal } from '@preact/signals';

/** What a person prefers on this device. It is kept by the browser, and nowhere else. */
export interface Preferences {
  /** Empty: as the browser's. */
  readonly language: string;
  /** Whether a new incident is also heard. */
  readonly sound: boolean;
  /** Whether single keys do something (WCAG 2.1.4: they can be turned off). */
  readonly keys: boolean;
}

const NAME = 'wardbell';

const DEFAULTS: Preferences = { language: '', sound: false, keys: true };

export const preferences: Signal<Preferences> = signal({ ...DEFAULTS, ...read() });

effect(() => {
  try {
    localStorage.setItem(NAME, JSON.stringify(preferences.value));
  } catch {
    // A browser that keeps nothing still shows everything; it forgets at the end.
  }
});

export function prefer(changed: Partial<Preferences>): void {
  preferences.value = { ...preferences.value, ...changed };
}

function read(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}
