import { useEffect } from 'preact/hooks';
import { preferences } from './preferences.ts';

/** What a key does on a screen, by `KeyboardEvent.key`. */
export type Keys = Readonly<Record<string, () => void>>;

/** Keys that go on while they are held down; any other acts once, so that one press pages once. */
const HELD: readonly string[] = ['j', 'k'];

/**
 * Lets single keys do something while a component is shown. They do nothing while somebody types,
 * beside Ctrl, Alt or Meta, while a dialog is open, and where the reader has turned them off.
 * What a key does must also be reachable as a button or a link.
 *
 *     useKeys({ j: () => focusRow(1), k: () => focusRow(-1) });
 */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (act === undefined || isMeantOtherwise(event)) {
        return;
      }
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}

const TYPING = 'input:not([type=checkbox]):not([type=radio]), textarea, select';

function isMeantOtherwise(event: KeyboardEvent) {
  const { target, key, repeat, ctrlKey, altKey, metaKey, defaultPrevented } = event;
  return (
    defaultPrevented ||
    (repeat && !HELD.includes(key)) ||
    ctrlKey ||
    altKey ||
    metaKey ||
    !preferences.peek().keys ||
    document.querySelector('dialog[open]') !== null ||
    (target instanceof Element && target.closest(TYPING) !== null)
  );
}
