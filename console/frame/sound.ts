import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { preferences } from './preferences.ts';

/** Whether sound is wanted and the browser plays none until the page is touched. */
const blocked = signal(false);

export const isSoundBlocked: ReadonlySignal<boolean> = blocked;

let context: AudioContext | undefined;

effect(() => {
  if (preferences.value.sound) {
    opened();
  }
  note();
});

/** After a reload a browser plays nothing before somebody has touched the page. */
for (const touch of ['pointerdown', 'keydown']) {
  document.addEventListener(touch, allowSound);
}

/** Lets the browser play, which it does only while it handles a touch or a key. */
export function allowSound(): void {
  if (preferences.peek().sound) {
    void opened().resume();
  }
}

/** Plays two short tones: quiet enough for a ward at night, and unlike any alarm of a device. */
export function ring(): void {
  const sound = opened();
  const volume = sound.createGain();
  volume.gain.value = 0.15;
  volume.connect(sound.destination);
  for (const [index, frequency] of [660, 880].entries()) {
    const tone = sound.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(sound.currentTime + index * 0.18);
    tone.stop(sound.currentTime + index * 0.18 + 0.15);
  }
}

function opened(): AudioContext {
  if (context === undefined) {
    context = new AudioContext();
    context.addEventListener('statechange', note);
  }
  return context;
}

function note(): void {
  blocked.value = preferences.peek().sound && context?.state === 'suspended';
}
