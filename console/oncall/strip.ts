import { html } from '../frame/html.ts';
import { me, personName, teamNames } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import type { Day, Span } from './days.ts';
import { abreast, layerLanes, overlaps, overrideLanes, placeIn, within } from './lanes.ts';
import { minute } from './minute.ts';
import type { Calendar, Shift, Taken } from './shift.ts';
import { SpanTrack } from './span-track.ts';
import { clockText, dayText, holderText, layerText, spanText } from './text.ts';

type Pick = ((span: Span) => void) | undefined;

/** A week: a row for each layer, the overrides above them, and below who is on call in the end. */
export function Strip({
  calendar: { served, layers, overrides },
  days,
  window,
  zone,
  onPick,
}: {
  readonly calendar: Calendar;
  readonly days: readonly Day[];
  /** All that is shown, of which this is a week. */
  readonly window: Span;
  readonly zone: string;
  readonly onPick: Pick;
}) {
  const w = words.value.oncall;
  const strip = { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 };
  const those = <Item extends Span>(all: readonly Item[]) =>
    all.filter((one) => overlaps(one, strip));
  return html`<section class="strip" aria-label=${spanText(strip, zone)}>
    <${DayHeads} days=${days} strip=${strip} zone=${zone} />
    <dl>
      ${
        onPick !== undefined &&
        html`<${Lane} name=${w.choose}>
          <${SpanTrack} strip=${strip} window=${window} zone=${zone} />
        <//>`
      }
      ${overrideLanes(those(overrides)).map(
        (lane, index) => html`<${Lane} key=${`o${index}`} name=${w.overrides}>
          ${bars(
            lane,
            (one) => html`<${OverrideBar} key=${one.id} one=${one} strip=${strip} zone=${zone} />`,
          )}
        <//>`,
      )}
      ${layerLanes(layers).flatMap(({ rank, name, shifts }) =>
        abreast(those(shifts)).map(
          (lane, index) => html`<${Lane} key=${`l${rank} ${index}`} name=${layerText(name)}>
            ${bars(
              lane,
              (one) =>
                html`<${TurnBar} key=${one.from} shift=${one} strip=${strip} zone=${zone} />`,
            )}
          <//>`,
        ),
      )}
      ${abreast(those(served)).map(
        (lane, index) => html`<${Lane} key=${`e${index}`} name=${w.inTheEnd} isServed>
          ${bars(
            lane,
            (one) => html`<${TurnBar}
              key=${one.from}
              shift=${one}
              strip=${strip}
              zone=${zone}
              isServed
              onPick=${onPick}
            />`,
          )}
        <//>`,
      )}
    </dl>
  </section>`;
}

function bars<Item>(items: readonly Item[], bar: (item: Item) => unknown) {
  return html`<ol class="track">${items.map(bar)}</ol>`;
}

function Lane({
  name,
  isServed = false,
  children,
}: {
  readonly name: string;
  readonly isServed?: boolean;
  readonly children: unknown;
}) {
  return html`<div class=${isServed ? 'lane served' : 'lane'}>
    <dt><${Theirs} text=${name} /></dt>
    <dd>${children}</dd>
  </div>`;
}

function DayHeads({
  days,
  strip,
  zone,
}: {
  readonly days: readonly Day[];
  readonly strip: Span;
  readonly zone: string;
}) {
  return html`<div class="lane heads">
    <span></span>
    <ol class="track">
      ${days.map(
        (day) => html`<li
          key=${day.date}
          class="bar"
          style=${placeIn(strip, day)}
          aria-current=${day.from <= minute.value && minute.value < day.to ? 'date' : undefined}
        >
          ${dayText(day.from, zone)}
        </li>`,
      )}
    </ol>
  </div>`;
}

/** What is shorter is too narrow for a finger, and is chosen in the row above or by the fields. */
const TAPPED = 5 * 3_600_000;

interface BarProps {
  readonly strip: Span;
  readonly zone: string;
}

function TurnBar({
  shift,
  strip,
  zone,
  isServed = false,
  onPick,
}: BarProps & { readonly shift: Shift; readonly isServed?: boolean; readonly onPick?: Pick }) {
  const w = words.value.oncall;
  const { person } = shift;
  const name = person === undefined ? w.gap : personName(person);
  const text = `${spanText(shift, zone)}${isServed ? `, ${holderText(shift)}` : ''}`;
  const begins = isServed && shift.from > strip.from && clockText(shift.from, zone);
  const content = html`<span class="name"><${Theirs} text=${name} /></span>
    ${begins && html`<span class="begins" aria-hidden="true">${begins}</span>`}
    <span class="hidden">, ${text}</span>`;
  const { from, to } = within(shift, strip);
  const isOffered = onPick !== undefined && to > minute.value && to - from >= TAPPED;
  return html`<li
    class=${`bar ${tintOf(person)}`}
    style=${placeIn(strip, shift)}
    title=${`${name}, ${text}`}
  >
    ${
      !isOffered
        ? content
        : html`<button onClick=${() => onPick(shift)}>
            ${content}<span class="hidden">. ${w.takeThis}</span>
          </button>`
    }
  </li>`;
}

function OverrideBar({ one, strip, zone }: BarProps & { readonly one: Taken }) {
  const w = words.value.oncall;
  const { person, passedOver } = one;
  const name = personName(person);
  const effect = passedOver === undefined ? '' : `, ${w.noEffect(passedOver)}`;
  const text = spanText(one, zone) + effect;
  return html`<li
    class=${`bar ${passedOver === undefined ? tintOf(person) : 'void'}`}
    style=${placeIn(strip, one)}
    title=${`${name}, ${text}`}
  >
    <span class="name"><${Theirs} text=${name} /></span><span class="hidden">, ${text}</span>
  </li>`;
}

const TINTS = 6;

/** People have a colour each, beside their names; so does the reader, and a gap a pattern. */
function tintOf(person: string | undefined): string {
  if (person === undefined) {
    return 'gap';
  }
  const place = teamNames.value.people.findIndex(({ id }) => id === person);
  return `tint-${(place + TINTS) % TINTS}${person === me.value?.person ? ' own' : ''}`;
}
