export { probe } from '#adapters/probe/probe.ts';
