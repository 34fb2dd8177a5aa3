import { entryOf } from '#core/evaluation/entry.ts';
import { EXTERNAL_ALERT_KEY } from '#core/evaluation/external-alert/apply-firing.ts';
import { externalAlertItemId } from '#core/evaluation/external-alert/item.ts';
import type { SenderAcknowledges } from '#core/incident/sender-acknowledgement.ts';
import type { Instant } from '#core/time/instant.ts';
import type { SubjectPorts } from './subject-saving.ts';
import { transitionMessage } from './transition-message.ts';

/**
 * Tells the incident of an external alert that its sender has acknowledged it. Does nothing if the
 * alert is not firing.
 */
export function acknowledgeExternalAlert({ subjects, incidentQueue }: SubjectPorts) {
  return async ({ fingerprint, by }: SenderAcknowledges, now: Instant): Promise<void> => {
    const item = externalAlertItemId(fingerprint);
    const stored = (await subjects.load([item])).get(item);
    const alert = entryOf('external-alert', stored?.series[EXTERNAL_ALERT_KEY])?.alert;
    if (stored === undefined || alert === undefined) {
      return;
    }
    const { groupKey } = alert;
    await incidentQueue.send([
      // Pending transitions are sent first: an incident that does not know the alert yet would
      // ignore the acknowledgement.
      ...stored.outbox.map(transitionMessage),
      {
        body: { kind: 'acknowledged_by_sender', groupKey, fingerprint, by },
        deduplication: `${fingerprint}:acknowledged:${now}`,
      },
    ]);
  };
}
