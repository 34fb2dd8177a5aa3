import { computed } from '@preact/signals';
import { now } from '../frame/clock.ts';

const MINUTE = 60_000;

/** The platform's time by whole minutes: a calendar that moved each second would help nobody. */
export const minute = computed(() => now.value - (now.value % MINUTE));
