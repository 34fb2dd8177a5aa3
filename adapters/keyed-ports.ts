import type { ControlStore, Ports } from '#usecases/ports.ts';
import { hmacLinks } from './links.ts';
import { hmacPseudonyms } from './pseudonyms.ts';

/** The ports that depend on the platform's secrets, each on one of its own. */
export function keyedPorts(
  controls: Pick<ControlStore, 'linkSecret' | 'pseudonymSecret'>,
): Pick<Ports, 'links' | 'pseudonyms'> {
  return { links: hmacLinks(controls), pseudonyms: hmacPseudonyms(controls) };
}
