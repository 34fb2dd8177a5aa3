import type { Slo } from '#api/client/index.ts';
import { hrefOf } from '../frame/router.ts';

/** The address of a budget. */
export function hrefOfSlo({ slo, subject }: Pick<Slo, 'slo' | 'subject'>): string {
  const of = subject === undefined ? '' : `?${new URLSearchParams({ subject })}`;
  return hrefOf('slos', slo) + of;
}
