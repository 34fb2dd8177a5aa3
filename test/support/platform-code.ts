import { MESSAGE_FORMATS } from '#adapters/stored/messages.ts';
import { acknowledgeExternalAlert } from '#usecases/acknowledge-external-alert.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { applyConfigChange } from '#usecases/apply-config-change.ts';
import { deliverPages } from '#usecases/deliver-pages.ts';
import { groupMessages, handleIncidentMessages } from '#usecases/handle-incident-message.ts';
import { ingestAlerts } from '#usecases/ingest-alerts.ts';
import { ingestPing } from '#usecases/ingest-ping.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { setSilence } from '#usecases/set-silence.ts';
import { tickWithClockCheck } from '#usecases/tick-with-clock-check.ts';

/**
 * What a version of the platform does with its ports, under names that stay when use cases are
 * called otherwise: a released version is run by them beside this one.
 */
export const CURRENT_CODE = {
  takeSamples: ingestSamples,
  takeAlerts: ingestAlerts,
  acknowledge: acknowledgeExternalAlert,
  takePing: ingestPing,
  act: actOnIncident,
  silence: setSilence,
  tick: tickWithClockCheck,
  followConfig: applyConfigChange,
  messageRuns: groupMessages,
  takeIncidentMessages: handleIncidentMessages,
  deliver: deliverPages,
  formats: MESSAGE_FORMATS,
};

export type PlatformCode = typeof CURRENT_CODE;
