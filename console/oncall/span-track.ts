import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { html } from '../frame/html.ts';
import { words } from '../words/index.ts';
import { draftSpan, readDraft } from './address.ts';
import { daysLater, type Span } from './days.ts';
import { hoursBetween, overlaps, placeIn } from './lanes.ts';
import { momentText } from './text.ts';

const HOUR = 3_600_000;

interface TrackProps {
  readonly strip: Span;
  /** All that is shown, of which the strip is a part. */
  readonly window: Span;
  readonly zone: string;
}

/**
 * Chooses a span of a strip, in whole hours: by dragging over it, by two clicks, or by moving its
 * ends with the arrow keys.
 */
export function SpanTrack({ strip, window, zone }: TrackProps) {
  const track = useRef<HTMLDivElement>(null);
  const pressed = useSignal<number | undefined>(undefined);
  const dragged = useSignal<Span | undefined>(undefined);
  const momentAt = ({ clientX }: PointerEvent) => {
    const { left, width } = track.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    const part = Math.min(Math.max((clientX - left) / width, 0), 0.9999);
    return strip.from + part * (strip.to - strip.from);
  };
  const press = (event: PointerEvent) => {
    track.current?.setPointerCapture(event.pointerId);
    pressed.value = momentAt(event);
  };
  const drag = (event: PointerEvent) => {
    if (pressed.value !== undefined) {
      dragged.value = hoursBetween(strip, pressed.value, momentAt(event));
    }
  };
  const release = (event: PointerEvent) => {
    const begin = pressed.value;
    if (begin === undefined) {
      return;
    }
    const span = hoursBetween(strip, begin, momentAt(event));
    pressed.value = undefined;
    dragged.value = undefined;
    draftSpan(isHour(span) && draft && isHour(draft) ? around(draft, span) : span);
  };
  const { from, to } = readDraft();
  const filledIn = from !== undefined && to !== undefined ? { from, to } : undefined;
  const draft = dragged.value ?? filledIn;
  return html`<div
    class="track drawable"
    ref=${track}
    onPointerDown=${press}
    onPointerMove=${drag}
    onPointerUp=${release}
    onPointerCancel=${() => {
      pressed.value = undefined;
      dragged.value = undefined;
    }}
  >
    ${
      draft &&
      overlaps(draft, strip) &&
      html`<span class="drawn-span" style=${placeIn(strip, draft)}></span>`
    }
    ${draft && html`<${Ends} strip=${strip} window=${window} zone=${zone} draft=${draft} />`}
  </div>`;
}

/** A click chooses an hour, and one behind it all between the two. */
function isHour({ from, to }: Span): boolean {
  return to - from === HOUR;
}

function around(one: Span, other: Span): Span {
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}

/** Which end was moved last by a key: it keeps the focus also where it comes into another week. */
let moved: 'from' | 'to' | undefined;

function Ends({ strip, window, zone, draft }: TrackProps & { readonly draft: Span }) {
  const w = words.value.oncall;
  const { from, to } = draft;
  const end = (name: 'from' | 'to', label: string) =>
    html`<${End}
      key=${name}
      name=${name}
      label=${label}
      draft=${draft}
      strip=${strip}
      window=${window}
      zone=${zone}
    />`;
  return html`${strip.from <= from && from < strip.to && end('from', w.begins)}
  ${strip.from < to && to <= strip.to && end('to', w.ends)}`;
}

function End({
  name,
  label,
  draft,
  strip,
  window,
  zone,
}: TrackProps & {
  readonly name: 'from' | 'to';
  readonly label: string;
  readonly draft: Span;
}) {
  const thumb = useRef<HTMLSpanElement>(null);
  const moment = draft[name];
  useEffect(() => {
    if (moved === name) {
      thumb.current?.focus();
    }
  }, [moment, name]);
  const move = (event: KeyboardEvent) => {
    const next = movedBy(event.key, moment, zone);
    if (next === undefined) {
      return;
    }
    event.preventDefault();
    const room =
      name === 'from' ? { ...window, to: draft.to - HOUR } : { ...window, from: draft.from + HOUR };
    if (next < room.from || next > room.to) {
      return;
    }
    moved = name;
    draftSpan({ [name]: next });
  };
  const part = placeIn(strip, { from: moment, to: moment });
  return html`<span
    class="thumb"
    ref=${thumb}
    role="slider"
    tabindex="0"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax=${(strip.to - strip.from) / HOUR}
    aria-valuenow=${(moment - strip.from) / HOUR}
    aria-valuetext=${momentText(moment, zone)}
    style=${{ left: part.left }}
    onKeyDown=${move}
    onBlur=${() => {
      moved = undefined;
    }}
  ></span>`;
}

/** Arrows go by an hour, Page Up and Page Down by a day. */
function movedBy(key: string, moment: number, zone: string): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return moment - HOUR;
    case 'ArrowRight':
    case 'ArrowUp':
      return moment + HOUR;
    case 'PageDown':
      return daysLater(moment, -1, zone);
    case 'PageUp':
      return daysLater(moment, 1, zone);
    default:
      return undefined;
  }
}
