import { signal } from '@preact/signals';

/** What came of what the reader did. It stands on the page and is read out. */
interface Told {
  readonly kind: 'done' | 'refused';
  readonly text: string;
}

export const told = signal<Told | undefined>(undefined);

/** What is new. It is only read out, since the screen itself shows it. */
export const news = signal('');

export function tell(kind: Told['kind'], text: string): void {
  told.value = { kind, text };
}

/** Plays two short tones: quiet enough for a ward at night, and unlike any alarm of a device. */
export function ring(): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = 0.15;
  volume.connect(context.destination);
  for (const [index, frequency] of [660, 880].entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(context.currentTime + index * 0.18);
    tone.stop(context.currentTime + index * 0.18 + 0.15);
  }
  setTimeout(() => void context.close(), 1_000);
}
