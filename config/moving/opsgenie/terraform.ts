import { isRecord, listOf, type Raw, textOf } from '../fields.ts';
import type { Exported } from '../records.ts';
import type { Resource } from '../terraform/state.ts';

/** Resources that stand for an object of the API by themselves. */
const SECTIONS: Readonly<Record<string, string>> = {
  opsgenie_user: 'users',
  opsgenie_team: 'teams',
  opsgenie_schedule: 'schedules',
  opsgenie_escalation: 'escalations',
  opsgenie_service: 'services',
  opsgenie_heartbeat: 'heartbeats',
  opsgenie_api_integration: 'integrations',
  opsgenie_email_integration: 'integrations',
};

/** Resources that are part of another: where the name of that stands, and what they are there. */
const PARTS: Readonly<Record<string, readonly [of: string, by: string, as: string]>> = {
  opsgenie_schedule_rotation: ['opsgenie_schedule', 'scheduleId', 'rotations'],
  opsgenie_team_routing_rule: ['opsgenie_team', 'teamId', 'routingRules'],
  opsgenie_user_contact: ['opsgenie_user', 'username', 'contacts'],
  opsgenie_notification_rule: ['opsgenie_user', 'username', 'notificationRules'],
};

/** Returns resources of Terraform as the API tells the same things. */
export function asExported(resources: readonly Resource[], file: string): readonly Exported[] {
  const camel = resources.map(({ type, address, values }) => ({
    type,
    address,
    value: camelized(values),
  }));
  return camel
    .filter(({ type }) => !(type in PARTS))
    .map(({ type, address, value }) => {
      const parts = Object.entries(PARTS)
        .filter(([, [of]]) => of === type)
        .map(([part, [, by, as]]) => {
          const keys = [textOf(value, 'id'), textOf(value, 'username')];
          const mine = camel.filter(
            (other) =>
              other.type === part &&
              other.value[by] !== undefined &&
              keys.includes(textOf(other.value, by)),
          );
          return [as, mine.map((other) => other.value)] as const;
        });
      const filled = Object.fromEntries(parts.filter(([, mine]) => mine.length > 0));
      return {
        section: SECTIONS[type] ?? type,
        value: { name: address, ...value, ...shapeOf(type, value), ...filled },
        file,
      };
    });
}

/** What Terraform calls by another name, or leaves out. */
function shapeOf(type: string, value: Raw): Raw {
  switch (type) {
    case 'opsgenie_team':
      return {
        members: listOf(value, 'member').map(({ id, role }) => ({ user: { id }, role })),
      };
    case 'opsgenie_api_integration':
      return { type: textOf(value, 'type') ?? 'API' };
    case 'opsgenie_email_integration':
      return { type: 'Email' };
    case 'opsgenie_escalation':
      return { rules: listOf(value, 'rules') };
    default:
      return {};
  }
}

/** Keys as the API writes them: `startDate` for `start_date`, at every depth. */
function camelized(value: Raw): Raw {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase()),
      camelizedValue(inner),
    ]),
  );
}

function camelizedValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(camelizedValue);
  }
  return isRecord(value) ? camelized(value) : value;
}
