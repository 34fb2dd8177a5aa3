import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Config, Me } from '#api/client/index.ts';
import { api, hasEnded } from './api.ts';
import { EVERY } from './every.ts';
import { isSignedOut, refusal, repeat } from './live.ts';

/** The names behind ids. */
type Team = Pick<
  Config,
  'timeZone' | 'people' | 'services' | 'schedules' | 'phones' | 'trendsSeconds'
>;

const UNKNOWN: Team = { timeZone: 'UTC', people: [], services: [], schedules: [] };

/** Empty until they are known. */
const team = signal(UNKNOWN);

/** Who signed in. */
export const me = signal<Me | undefined>(undefined);

export const teamNames: ReadonlySignal<Team> = team;

/** Whether the platform has phones of its own, as one machine has; undefined until it is known. */
export const hasPhones: ReadonlySignal<boolean | undefined> = computed(() =>
  team.value === UNKNOWN ? undefined : team.value.phones === true,
);

/** Whether values of series are kept. */
export const hasTrends: ReadonlySignal<boolean> = computed(
  () => team.value.trendsSeconds !== undefined,
);

const people = computed(() => new Map(team.value.people.map(({ id, name }) => [id, name])));
const services = computed(() => new Map(team.value.services.map(({ id, name }) => [id, name])));

/** What a person is called; an id that the config does not know is shown as it is. */
export function personName(id: string): string {
  return people.value.get(id) ?? id;
}

export function serviceName(id: string): string {
  return services.value.get(id) ?? id;
}

/** Whether this person may do something; what may not be done is not offered. */
export function may(right: 'respond' | 'lead' | 'admin'): boolean {
  return me.value?.rights.includes(right) ?? false;
}

/**
 * Keeps who signed in, what they may do and the names as they are: a screen on a wall stays open
 * for weeks. What is refused while rights are old asks for them at once.
 */
export function followMe(): void {
  let isKnown = false;
  const load = async () => {
    try {
      me.value = await api.getMe();
      team.value = await api.getConfig();
      isKnown = true;
    } catch (error) {
      isSignedOut.value ||= hasEnded(error);
    }
  };
  repeat(load, () => (isKnown ? EVERY.me : EVERY.usual));
  const isRefused = computed(() => refusal.value !== undefined);
  effect(() => {
    if (isRefused.value) {
      void load();
    }
  });
}
