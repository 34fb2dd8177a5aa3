import type { RefObject } from 'preact';
import { type Inputs, useEffect, useRef } from 'preact/hooks';
import uPlot, { type AlignedData, type Options } from 'uplot';

const HEIGHT = 220;

/** The colours of the page, and what every axis looks like in them. */
export interface Look {
  readonly colour: (name: string) => string;
  readonly axis: { readonly font: string } & uPlot.Axis;
}

/** What is drawn, beside what all charts have. */
export interface Plot {
  readonly columns: AlignedData;
  readonly options: Omit<Options, 'width' | 'height' | 'legend' | 'cursor'>;
}

/**
 * Draws a chart in the element that the returned reference is given to, as wide as that is, in the
 * colours of the page, and anew whenever one of `inputs` is another.
 */
export function usePlot(
  plotIn: (look: Look) => Plot,
  inputs: Inputs,
): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    if (current === null) {
      return undefined;
    }
    const draw = () => {
      const { columns, options } = plotIn(lookOf(current));
      const size = { width: current.clientWidth, height: HEIGHT };
      const bare = { legend: { show: false }, cursor: { show: false } };
      return new uPlot({ ...size, ...bare, ...options }, columns, current);
    };
    let chart = draw();
    const again = () => {
      chart.destroy();
      chart = draw();
    };
    const resized = new ResizeObserver(() =>
      chart.setSize({ width: current.clientWidth, height: HEIGHT }),
    );
    resized.observe(current);
    // A canvas does not follow the colours of the page by itself.
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', again);
    return () => {
      scheme.removeEventListener('change', again);
      resized.disconnect();
      chart.destroy();
    };
  }, inputs);
  return place;
}

function lookOf(place: HTMLElement): Look {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text'),
    grid: { stroke: colour('--field'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: `14px ${style.fontFamily}`,
  };
  return { colour, axis };
}

/** Returns the axis of values, written as in that locale. */
export function valueAxis(
  { axis }: Look,
  locale: string,
  as?: Intl.NumberFormatOptions,
): uPlot.Axis {
  return {
    ...axis,
    size: 56,
    values: (_, values) => values.map((one) => one.toLocaleString(locale, as)),
  };
}

/** Returns the axis of times, which are in seconds. */
export function timeAxis({ axis }: Look, as: Intl.DateTimeFormat): uPlot.Axis {
  return { ...axis, space: 64, values: (_, at) => at.map((second) => as.format(second * 1_000)) };
}
