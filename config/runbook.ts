import { type Runbook, runbookAt } from '#core/alert/runbook.ts';

/** Compiles a runbook, which may be written as its address alone. */
export function runbookOf(written: string | Runbook): Runbook {
  return typeof written === 'string' ? runbookAt(written) : written;
}
