import { signal } from '@preact/signals';

const media = matchMedia('(max-width: 59.99rem)');

/** Whether there is no room for a week side by side. */
export const isNarrow = signal(media.matches);

media.addEventListener('change', ({ matches }) => {
  isNarrow.value = matches;
});
