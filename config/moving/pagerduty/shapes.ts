import { listOf, type Raw, textOf, textsOf } from '../fields.ts';
import type { Exported, Shapes } from '../records.ts';
import type { Resource } from '../terraform/state.ts';

/** How PagerDuty's REST API tells what its things are: lists, and one thing under its name. */
export const PAGERDUTY: Shapes = {
  sections: {
    users: 'users',
    user: 'users',
    schedules: 'schedules',
    schedule: 'schedules',
    escalation_policies: 'escalation_policies',
    escalation_policy: 'escalation_policies',
    services: 'services',
    service: 'services',
    teams: 'teams',
    team: 'teams',
    maintenance_windows: 'maintenance_windows',
    rulesets: 'rulesets',
    orchestrations: 'orchestrations',
    business_services: 'business_services',
    extensions: 'extensions',
  },
  sectionOf: (value) => BY_TYPE[(textOf(value, 'type') ?? '').replace(/_reference$/u, '')],
  prefix: 'pagerduty_',
  terraform,
};

const BY_TYPE: Readonly<Record<string, string>> = {
  user: 'users',
  schedule: 'schedules',
  escalation_policy: 'escalation_policies',
  service: 'services',
  team: 'teams',
};

/** Returns resources of Terraform as the API tells the same things. */
function terraform(resources: readonly Resource[], file: string): readonly Exported[] {
  const partsOf = (type: string, by: string, id: string | undefined) =>
    resources
      .filter((one) => one.type === type && textOf(one.values, by) === id)
      .map((one) => one.values);
  return resources
    .filter(({ type }) => !PARTS.includes(type))
    .map(({ type, address, values }) => {
      const id = textOf(values, 'id');
      const section = SECTIONS[type];
      return {
        section: section ?? type,
        file,
        value: {
          name: address,
          ...values,
          ...shapeOf(section, values, (part, by) => partsOf(part, by, id)),
        },
      };
    });
}

const SECTIONS: Readonly<Record<string, string>> = {
  pagerduty_user: 'users',
  pagerduty_schedule: 'schedules',
  pagerduty_escalation_policy: 'escalation_policies',
  pagerduty_service: 'services',
  pagerduty_team: 'teams',
  pagerduty_maintenance_window: 'maintenance_windows',
  pagerduty_ruleset: 'rulesets',
  pagerduty_event_orchestration: 'orchestrations',
  pagerduty_business_service: 'business_services',
  pagerduty_extension: 'extensions',
};

const PARTS = [
  'pagerduty_user_contact_method',
  'pagerduty_user_notification_rule',
  'pagerduty_service_integration',
  'pagerduty_team_membership',
  'pagerduty_vendor',
];

type PartsOf = (type: string, by: string) => readonly Raw[];

function shapeOf(section: string | undefined, values: Raw, partsOf: PartsOf): Raw {
  switch (section) {
    case 'users':
      return {
        contact_methods: partsOf('pagerduty_user_contact_method', 'user_id'),
        notification_rules: partsOf('pagerduty_user_notification_rule', 'user_id'),
      };
    case 'schedules':
      // Terraform lists layers from the lowest, the API from the highest.
      return {
        schedule_layers: listOf(values, 'layer')
          .map((layer) => ({
            ...layer,
            users: textsOf(layer, 'users').map((id) => ({ user: { id } })),
            restrictions: listOf(layer, 'restriction'),
          }))
          .toReversed(),
      };
    case 'escalation_policies':
      return {
        escalation_rules: listOf(values, 'rule').map((rule) => ({
          ...rule,
          targets: listOf(rule, 'target'),
        })),
      };
    case 'services':
      return {
        escalation_policy: { id: textOf(values, 'escalation_policy') },
        integrations: partsOf('pagerduty_service_integration', 'service'),
      };
    default:
      return {};
  }
}
