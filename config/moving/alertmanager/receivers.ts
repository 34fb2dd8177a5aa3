import { MINUTE } from '#core/time/instant.ts';
import { isRecord } from '../fields.ts';
import { type Entry, leftOut, type OldPerson, type OldPolicy, refusal } from '../system.ts';

/** Where Alertmanager tells alerts, as far as it matters here. */
export interface Receiver {
  readonly name: string;
  /** E-mail addresses that it writes to. */
  readonly mails: readonly string[];
  /** Whether somebody is paged by it, rather than a chat room or a program told, or nobody. */
  readonly pages: boolean;
  /** Whether it calls an address, as one that waits for a dead man's switch does. */
  readonly calls: boolean;
  readonly entries: readonly Entry[];
}

/** What pages people elsewhere: they stand in its own export. */
const PAGERS: Readonly<Record<string, string>> = {
  pagerduty_configs: 'PagerDuty',
  opsgenie_configs: 'Opsgenie',
  victorops_configs: 'VictorOps',
  pushover_configs: 'Pushover',
  sns_configs: 'SNS',
};

/** What tells rooms and programs. */
const ROOMS: Readonly<Record<string, string>> = {
  slack_configs: 'Slack',
  msteams_configs: 'Microsoft Teams',
  msteamsv2_configs: 'Microsoft Teams',
  discord_configs: 'Discord',
  telegram_configs: 'Telegram',
  wechat_configs: 'WeChat',
  webex_configs: 'Webex',
  rocketchat_configs: 'Rocket.Chat',
  mattermost_configs: 'Mattermost',
  jira_configs: 'Jira',
  incidentio_configs: 'incident.io',
  webhook_configs: 'an address of yours (webhook)',
};

export function receiverOf(value: Readonly<Record<string, unknown>>): Receiver {
  const name = String(value['name'] ?? '');
  const kinds = Object.keys(value).filter((key) => countOf(value[key]) > 0);
  const to = addressesOf(value['email_configs']);
  const mails = to.flatMap(mailOf);
  const isMade = to.some((address) => address.includes('{{'));
  const odd = to.filter((address) => !address.includes('@') && !address.includes('{{'));
  const templates = [
    ...(isMade
      ? [refusal('e-mail of receiver', name, 'an address that is made of labels is nobody here')]
      : []),
    ...odd.map((address) =>
      refusal('e-mail of receiver', name, `"${address.trim()}" is no address of e-mail`),
    ),
  ];
  const entries = kinds.flatMap((kind): readonly Entry[] => {
    if (kind in PAGERS) {
      const why = `${PAGERS[kind]} knows who is paged: import its export, and name its policy here; its key is not copied`;
      return [refusal(`${kind} of receiver`, name, why)];
    }
    if (kind in ROOMS) {
      const why = `Wardbell pages people, and does not tell ${ROOMS[kind]}; its address is not copied`;
      return [refusal(`${kind} of receiver`, name, why)];
    }
    return kind === 'email_configs' || kind === 'name'
      ? []
      : [refusal(`${kind} of receiver`, name, 'what that tells is not known here')];
  });
  const silent = kinds.length === 0 ? [leftOut('receiver', name, 'it tells nobody')] : [];
  return {
    name,
    mails: [...new Set(mails)],
    pages: mails.length > 0 || kinds.some((kind) => kind in PAGERS),
    calls: kinds.includes('webhook_configs'),
    entries: [...templates, ...entries, ...silent],
  };
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function addressesOf(configs: unknown): readonly string[] {
  return [configs].flat().flatMap((one) => {
    const to = isRecord(one) ? one['to'] : undefined;
    return typeof to === 'string' ? to.split(',') : [];
  });
}

/** `Anna Lind <anna@example.org>` or the address alone. */
function mailOf(text: string): readonly string[] {
  const mail = /<([^>]+)>/u.exec(text)?.[1] ?? text.trim();
  return mail.includes('@') && !mail.includes('{{') ? [mail.trim()] : [];
}

/** People are those to whom mails go, called as their mailboxes. */
export function peopleOf(receivers: readonly Receiver[]): readonly OldPerson[] {
  return [...new Set(receivers.flatMap(({ mails }) => mails))].map((mail) => ({
    key: mail,
    name: '',
    mail,
    notes: ['if several people read this mailbox, write each of them with their own contacts'],
  }));
}

/** A receiver that writes mails is a policy of one step. */
export function policiesOf(receivers: readonly Receiver[]): readonly OldPolicy[] {
  return receivers
    .filter(({ mails }) => mails.length > 0)
    .map(({ name, mails }) => ({
      key: name,
      name,
      steps: [
        {
          targets: mails.map((mail) => ({ kind: 'person' as const, key: mail, name: mail })),
          wait: 5 * MINUTE,
        },
      ],
      repeat: 1,
      notes: ['Alertmanager writes once; here the step is repeated until somebody answers'],
    }));
}
