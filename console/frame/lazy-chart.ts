import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { html } from './html.ts';

/** Returns a chart whose library is loaded with the first that is shown. */
export function lazyChart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return function LazyChart(props: Props) {
    const chart = useSignal<ComponentType<Props> | undefined>(undefined);
    useEffect(() => {
      // Where it cannot be loaded, the words and the table beside it tell the same.
      load().then(
        (loaded) => {
          chart.value = loaded;
        },
        () => undefined,
      );
    }, []);
    return chart.value === undefined
      ? html`<div class="chart"></div>`
      : html`<${chart.value} ...${props} />`;
  };
}
