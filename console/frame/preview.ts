import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { textOf } from './api.ts';

/** How long nothing is typed before it is asked. */
const PAUSE = 400;

/**
 * What a form that is filled in would do, or what is wrong with it; undefined until it was
 * answered. `key` names what is filled in, undefined that something is missing. What is answered
 * late is about what stood there before, and shown no more.
 */
export function usePreview<T>(
  key: string | undefined,
  ask: () => Promise<T>,
): T | string | undefined {
  const preview = useSignal<T | string | undefined>(undefined);
  useEffect(() => {
    preview.value = undefined;
    if (key === undefined) {
      return undefined;
    }
    let isOver = false;
    const timer = setTimeout(async () => {
      const found = await ask().catch(textOf);
      if (!isOver) {
        preview.value = found;
      }
    }, PAUSE);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [key, preview]);
  return preview.value;
}
