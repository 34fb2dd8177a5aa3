import type { Instant } from '#core/time/instant.ts';

/** Returns what gives again what it gave for the same moment: several may ask for it. */
export function onceAMoment<Value>(read: (now: Instant) => Value): (now: Instant) => Value {
  let last: { readonly now: Instant; readonly value: Value } | undefined;
  return (now) => {
    if (last?.now !== now) {
      last = { now, value: read(now) };
    }
    return last.value;
  };
}
