/** What an entry of the audit trail says was done, by its code. */
export const AUDIT_ACTIONS = {
  sign_in: 'signed in',
  sign_out: 'signed out',
  request: 'asked for what the caller may not have',
  'config.apply': 'applied a config',
  'incident.look': 'looked at an incident',
  'incident.ack': 'acknowledged an incident',
  'incident.take-over': 'took an incident over',
  'incident.decline': 'declined an incident',
  'incident.escalate': 'escalated an incident',
  'incident.resolve': 'resolved an incident',
  'incident.undo': 'undid the resolution of an incident',
  'incident.snooze': 'snoozed an incident',
  'incident.reassign': 'reassigned an incident',
  'incident.note': 'noted something on an incident',
  'incident.noise': 'marked an incident as noise',
  'incident.not-noise': 'took back that an incident was noise',
  'incident.silence': 'silenced an incident',
  'subject.look': 'looked at a subject',
  'subject.retire': 'retired a subject',
  'subject.occupancy': 'told whether somebody is in a bed',
  'heartbeat.forget': 'forgot a heartbeat',
  'silence.set': 'set a silence',
  'silence.end': 'ended a silence',
  'override.set': 'set an override',
  'override.end': 'removed an override',
  'absence.set': 'noted that somebody is away',
  'absence.end': 'ended an absence',
  'exchange.ask': 'asked for a cover or a swap of turns',
  'exchange.accept': 'accepted a cover or a swap of turns',
  'exchange.decline': 'declined a cover or a swap of turns',
  'exchange.withdraw': 'withdrew a cover or a swap of turns',
  'hand-off.note': 'left a note for the next on call, or took it back',
  'calendar.make': 'made the address of a calendar',
  'calendar.revoke': 'revoked the address of a calendar',
  'limit.set': 'set the limit of a subject',
  'limit.end': 'ended the limit of a subject',
  'key.make': 'made a key',
  'key.revoke': 'revoked a key',
  'contact.add': 'added a contact',
  'contact.confirm': 'confirmed a contact',
  'contact.test': 'sent a test page',
  'contact.remove': 'removed a contact',
  'audit.look': 'looked at the audit trail',
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Whether a text is the code of an action. */
export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, text);
}

/** What actions are about: what stands before the dot of their codes. */
export const AUDIT_KINDS: readonly string[] = [
  ...new Set(Object.keys(AUDIT_ACTIONS).map((code) => code.split('.', 1)[0] ?? code)),
];
