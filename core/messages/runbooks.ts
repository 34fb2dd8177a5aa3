import type { Alert } from '../alert/alert.ts';
import { type Runbook, runbookAt } from '../alert/runbook.ts';
import { own } from '../collections/own.ts';
import type { Incident } from '../incident/incident.ts';
import { alertsWorstFirst } from './headline.ts';
import { mayLeave } from './subject-name.ts';
import type { Wording } from './wording.ts';

/** Returns the runbooks of the worst alert and of the service. */
export function runbooksOf(incident: Incident, wording: Wording): readonly Runbook[] {
  const worst = alertsWorstFirst(incident)[0]?.alert;
  const ofService = own(wording.config.services, incident.service)?.runbook;
  const found = [worst && runbookOf(worst, wording), ofService];
  const byAddress = new Map(found.flatMap((runbook) => (runbook ? [[runbook.url, runbook]] : [])));
  return [...byAddress.values()];
}

/**
 * The runbook of the alert's rule, or for an external alert the annotation `runbook_url`, the only
 * one beside its title that may leave in a page.
 */
function runbookOf(alert: Alert, wording: Wording): Runbook | undefined {
  const { rule, sent } = alert;
  if (sent === undefined) {
    return wording.config.rules.find(({ name }) => name === rule)?.runbook;
  }
  const url = own(sent.annotations, 'runbook_url');
  // An address that was cut ends in an ellipsis, and leads nowhere.
  const isWhole = url !== undefined && /^https?:\/\/[^\s…]+$/i.test(url);
  return isWhole && mayLeave(url, alert, wording) ? runbookAt(url) : undefined;
}
