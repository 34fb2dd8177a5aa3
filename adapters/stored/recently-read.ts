/** How many characters of texts are remembered: those of some thousands of alerts. */
const MOST = 4_000_000;

/** States by the texts that they were read from. */
export interface RecentlyRead<State> {
  get(text: string): State | undefined;
  set(text: string, state: State): void;
}

/**
 * Remembers what was read lately, for documents of which most have not changed when they are read
 * again: what an alert that goes on has stored is the same with each request, and to find it by its
 * text takes far less than to parse it. States are never changed in place, so that one may be given
 * out twice.
 */
export function recentlyRead<State>(): RecentlyRead<State> {
  const states = new Map<string, State>();
  let characters = 0;
  return {
    get: (text) => states.get(text),
    set(text, state) {
      characters += text.length;
      if (characters > MOST) {
        states.clear();
        characters = text.length;
      }
      states.set(text, state);
    },
  };
}
