import { allChannels, CHANNELS } from '#core/responder/channel.ts';
import { closest } from '#core/text/closest.ts';
import { CONDITIONS } from '../schema/condition.ts';
import { severityMeant } from './words.ts';

const ONE_CONDITION = `write metric, and one of ${CONDITIONS.join(', ')}`;

/** Our keys, and other tools' or people's words for them. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  time_zone: 'timezone tz zone',
  people: 'users members responders participants persons staff user contacts',
  schedules: 'oncall on_call rotations rotas schedule rota calendars',
  policies: 'escalation_policies escalations escalation_chains escalation policy chains',
  services: 'teams components service team',
  rules: 'groups monitors alert_rules alarms rule conditions',
  inhibit_rules: 'inhibit inhibitions inhibition inhibit_rule inhibitors suppressions suppress',
  checks: 'check probes probe synthetics uptime blackbox http_checks',
  alerts: 'route routes alert_routes routing ready_made',
  scores: 'score early_warning_scores news ews',
  slos: 'slo objectives objective service_levels service_level_objectives',
  heartbeats: 'checks_in crons pings watchdogs deadman heartbeat',
  aliases: 'names subjects',
  access: 'auth authentication authorization login permissions security rbac sso oidc',
  sign_in: 'signin login oidc openid openid_connect sso auth authentication user username account',
  roles: 'role permissions groups rights',
  issuer: 'authority issuer_url url provider idp issuer_uri discovery_url',
  client_id: 'client audience app_id application_id clientid',
  groups_claim: 'groups group_claim groups_attribute role_claim roles_claim groups_key',
  person_claim: 'username_claim user_claim name_claim subject_claim email_claim claim login_claim',
  scopes: 'scope',
  require_mfa: 'mfa two_factor second_factor mfa_required require_2fa',
  idle: 'idle_timeout timeout inactivity session_timeout idle_limit',
  absolute: 'max_age lifetime session_lifetime session_max absolute_timeout maximum',
  viewer: 'viewers reader read read_only readonly observer stakeholder',
  responder: 'responders user users editor editors member members operator',
  lead: 'leads manager managers team_lead',
  admin: 'admins administrator administrators owner owners',
  turn_notices:
    'shift_notices shift_reminders oncall_notifications handoff_notifications reminders',
  contacts: 'contact contact_methods contact_info',
  sms: 'phone mobile tel telephone cell number phone_number',
  email: 'mail e_mail mailbox address',
  notify: 'notifications notification_rules rules notification',
  channel: 'type method via',
  after: 'delay wait start_delay_in_minutes delay_minutes',
  layers: 'rotations layer rotation schedule_layers shifts',
  shift: 'rotation length turn turn_length duration shift_length rotation_length period every',
  hand_off: 'handoff handover hand_over handoff_time handover_time change_at at time rotation_time',
  starts: 'start begin begins from start_date since rotation_start rotation_virtual_start',
  only: 'restrictions hours active when days limits weekdays time_restriction',
  days: 'day weekdays weekday by_day on',
  from: 'start starts begin begins after',
  to: 'end ends until till before stop',
  steps: 'escalation_rules rules levels stages tiers step',
  repeat: 'num_loops repeats loops retries',
  page: 'targets target notify users user people who schedule person schedules responders receiver',
  wait: 'delay timeout after escalation_delay_in_minutes delay_minutes for escalate_after wait_for',
  assign: 'round_robin strategy assignment rotate assignment_strategy',
  answers:
    'required_answers min_answers acknowledgements acks required_acks quorum min_acknowledgements',
  policy: 'escalation_policy escalation policies receiver',
  severities: 'severity urgency',
  hours: 'support_hours office_hours business_hours opening_hours active_time_intervals',
  group_by: 'groupby grouping group_labels',
  ack_timeout: 'acknowledgement_timeout acknowledgment_timeout ack_time',
  auto_resolve: 'auto_resolve_timeout autoresolve resolve',
  privacy_monitoring: 'access_monitoring access_watch audit_monitoring record_access privacy',
  distinct_patients: 'patients patients_per_hour distinct_count max_patients',
  after_hours: 'out_of_hours off_hours night hours',
  break_glass: 'break_the_glass btg emergency_access breakglass',
  own_record: 'self_access own_chart self',
  watch_list: 'vip vips watchlist flagged flagged_patients',
  explained_by: 'explanations reasons reasons_of_care',
  working_hours: 'only office_hours business_hours hours in_hours',
  more_than: 'above over limit max threshold count',
  per: 'within window in every interval',
  runbook: 'runbook_url url link playbook docs',
  name: 'id alert alertname',
  title: 'summary description message annotations text subject name',
  service: 'team owner receiver route_to send_to policy',
  severity: 'priority level urgency importance',
  metric: 'expr metric_name measurement query series',
  source: 'source_matchers source_match source_match_re sources cause causes',
  target: 'target_matchers target_match target_match_re inhibits effects',
  equal: 'equals same common equal_labels',
  where: 'match matchers match_re labels filter filters selector tags host subject instance',
  below: 'lt less_than min threshold under lower <',
  above: 'gt greater_than max over upper >',
  outside: 'range not_between between limits not_in',
  unusual: 'anomaly anomalous abnormal deviation outlier baseline unusual_for zscore',
  floor: 'minimum_difference at_least min_difference absolute_margin',
  value:
    'over over_time function aggregate aggregation reduce reducer window calculate reaches within forecast predict',
  equals: 'eq is equal ==',
  all: 'and conditions every',
  any: 'or some',
  max_age: 'maxage age lookback stale_after',
  stuck: 'unchanged flatline frozen constant same stale_value no_change',
  absent: 'no_data nodata missing stale absent_for',
  for: 'duration pending_period pending window last_for during',
  keep_firing_for: 'keep_firing resolve_after recovery_period',
  bounds: 'limits_between min_max personal_limits allowed_limits limit_range override_range',
  clear: 'recovery hysteresis reset resolve_threshold recovery_threshold',
  period: 'interval every timeout frequency',
  cron: 'schedule crontab expression cron_expression',
  rrule: 'recurrence recurrence_rule ical icalendar',
  use: 'template preset based_on built_in builtin',
  parameters: 'vitals items components parameter variables params',
  bands: 'ranges scoring thresholds band',
  points: 'score weight value point',
  levels: 'thresholds triggers level bands_of_score',
  total: 'sum aggregate score at_least',
  single: 'any red red_score parameter',
  incomplete_after: 'missing_after incomplete stale_after',
  grace: 'tolerance grace_time grace_period margin',
};

/** Other keys, which have no equivalent here, and what to do instead. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  receivers: 'whom to page stands in people, and in which order in policies',
  global: 'there is nothing global: each setting stands where it belongs',
  templates: 'what a page says is fixed; title is the part that is yours',
  integrations: `pages leave by ${allChannels('and')}; agents need no entry here but a key`,
  repeat_interval: 'repeat of a policy says how many times it is gone through again',
  group_interval: 'new alerts of an open incident page by its policy at once',
  resolve_timeout: 'auto_resolve of a service says whether recovery resolves an incident',
  continue: 'the first route that matches takes an alert, and no other',
  include: 'a config is one file: write its text here',
  hours: 'write from: "07:00" and to: "19:00"',
  condition: ONE_CONDITION,
  threshold: 'write below or above, with the limit',
  slack: `pages leave by ${allChannels('and')} alone`,
  webhook: `pages leave by ${allChannels('and')} alone`,
  description: 'title is what a page says; runbook leads to the rest',
  summary: 'title is what a page says; runbook leads to the rest',
  message: 'title is what a page says; runbook leads to the rest',
  annotations: 'title is what a page says; runbook leads to the rest',
  labels: 'severity and service have keys of their own; where chooses samples by their labels',
  expr: ONE_CONDITION,
  query: ONE_CONDITION,
  enabled: 'remove what is not meant to count, or put # before its lines',
};

const SILENCES =
  'silences and maintenance windows are made while it runs: npx --no-install wardbell silence create';

/** Keys that belong one level deeper, by the key above them. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  contacts: CHANNELS,
  layers: ['people', 'shift', 'hand_off', 'starts', 'only', 'except'],
  steps: ['page', 'wait'],
  sample_times: ['max_age', 'max_ahead'],
  retention: ['incidents', 'changes', 'revoked_keys', 'audit'],
  trends: ['keep'],
  archive: ['keep'],
  flapping: ['times', 'within', 'quiet'],
};

/** Returns the key of ours that another belongs under, e.g. contacts for a phone. */
export function keyAbove(key: string, allowed: readonly string[]): string | undefined {
  const plain = plainKey(key);
  return allowed.find((above) =>
    (INSIDE[above] ?? []).some((inner) => inner === plain || wordsFor(inner).includes(plain)),
  );
}

/**
 * Returns the key that was meant by an unknown one; undefined if none is near. Keys that are
 * present already, in `given`, are not suggested for another tool's word.
 */
export function keyMeant(
  key: string,
  allowed: readonly string[],
  given: ReadonlySet<string>,
): string | undefined {
  const plain = plainKey(key);
  const free = allowed.filter((name) => !given.has(name));
  const severity = allowed.includes('critical') ? severityMeant(key) : undefined;
  const same = free.find((name) => name === plain) ?? severity;
  return same ?? free.find((name) => wordsFor(name).includes(plain)) ?? closest(key, allowed);
}

/** Returns what to do about a key that has no equivalent. */
export function keyNote(key: string, allowed: readonly string[]): string | undefined {
  const plain = plainKey(key);
  if (/silence|maintenance|mute|time_intervals/u.test(plain)) {
    return SILENCES;
  }
  const above = keyAbove(key, allowed);
  if (above !== undefined) {
    return `it belongs under ${above}`;
  }
  return Object.hasOwn(WITHOUT_KEY, plain) ? WITHOUT_KEY[plain] : undefined;
}

/** Returns the same for a key whose equivalent is present already. */
export function keyBeside(key: string, allowed: readonly string[]): string | undefined {
  const word = allowed.find((name) => wordsFor(name).includes(plainKey(key)));
  return word === undefined ? undefined : `"${word}" is the word for it here, and is there already`;
}

function wordsFor(name: string): readonly string[] {
  return Object.hasOwn(SAID_ELSEWHERE, name) ? (SAID_ELSEWHERE[name] ?? '').split(' ') : [];
}

/** Spells `timeZone` and `time-zone` as we do. */
function plainKey(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/gu, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');
}
