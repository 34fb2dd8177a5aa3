import { html } from './html.ts';
import { momentOf, wallTime } from './wall-clock.ts';

/** A field for a moment, by the clocks of a zone, which its label names. */
export function MomentField({
  called,
  moment,
  zone,
  isRequired = true,
  onMoment,
}: {
  readonly called: string;
  readonly moment: number | undefined;
  readonly zone: string;
  /** @default true */
  readonly isRequired?: boolean;
  /** Called with what was filled in; undefined where that is no time, or nothing. */
  readonly onMoment: (moment: number | undefined) => void;
}) {
  return html`<label
    >${called} (${zone})
    <input
      type="datetime-local"
      required=${isRequired}
      value=${moment === undefined ? '' : wallTime(moment, zone)}
      onChange=${(event: Event) =>
        onMoment(momentOf((event.currentTarget as HTMLInputElement).value, zone))}
    />
  </label>`;
}
