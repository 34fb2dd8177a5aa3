import { beforeAll, describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CHANNELS, channelKind } from '#config/deployable.ts';
import { ContactTopics, type ContactTopicsProps } from '../../lib/contact-topics.ts';
import { PlatformAlarms } from '../../lib/platform-alarms.ts';
import { deployed, exampleWith, nestedIn, resourcesOf, sorted, testApp } from './synth.ts';

type People = ContactTopicsProps['people'];

const someone = (id: string, more: Partial<People[number]> = {}): People[number] => ({
  id,
  channels: CHANNELS,
  contacts: {},
  ...more,
});

const PEOPLE = Array.from({ length: 40 }, (_, index) => someone(`person-${index}`));

/** Returns the topics of people, by the stack that each is in. */
function topicsOf(people: People) {
  const stack = new Stack(testApp(), 'Test');
  const key = new Key(stack, 'Key');
  const watch = new PlatformAlarms(stack, 'Watch', {
    name: 'ward',
    key,
    emails: [],
    throttling: true,
  });
  new ContactTopics(stack, 'Contacts', { name: 'ward', key, people, watch, smsLimit: 200 });
  return nestedIn(stack).map((nested) => ({ id: nested.node.id, ...resourcesOf(nested) }));
}

const namesIn = ({ of }: Pick<ReturnType<typeof resourcesOf>, 'of'>): readonly string[] =>
  of('SNS::Topic').map(({ Properties }) => Properties.TopicName);

const whereabouts = (people: People) =>
  topicsOf(people).flatMap((stack) => namesIn(stack).map((name) => `${name} in ${stack.id}`));

describe("the responders' topics", () => {
  let stacks: ReturnType<typeof topicsOf>;

  beforeAll(() => {
    stacks = topicsOf(PEOPLE);
  });

  test('are one for each person and channel, by their names', () => {
    const expected = PEOPLE.flatMap(({ id }) => CHANNELS.map((one) => `ward-to-${id}-${one}`));
    expect(sorted(stacks.flatMap(namesIn))).toEqual(sorted(expected));
  });

  test('have no display name, which would take room from a page', () => {
    for (const { of } of stacks) {
      for (const { Properties } of of('SNS::Topic')) {
        expect(Properties).not.toHaveProperty('DisplayName');
      }
    }
  });

  test('take nothing that did not come by TLS, and let nobody in that a role does not', () => {
    for (const { of, one } of stacks) {
      const { Topics, PolicyDocument } = one('SNS::TopicPolicy').Properties;
      expect(Topics).toEqual(of('SNS::Topic').map(({ id }) => ({ Ref: id })));
      expect(PolicyDocument.Statement).toEqual([
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'sns:Publish',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]);
    }
  });

  test('are spread over stacks, and none moves when somebody comes or goes', () => {
    expect(stacks).toHaveLength(8);
    const before = whereabouts(PEOPLE);
    const after = whereabouts([someone('anna'), ...PEOPLE.slice(5).reverse()]);
    const stayed = before.filter((topic) => !/person-[0-4]-/u.test(topic));
    expect(after).toHaveLength(stayed.length + CHANNELS.length);
    expect(after).toEqual(expect.arrayContaining(stayed));
  });
});

describe('numbers and mailboxes', () => {
  test('of the config are subscribed; for the others there is a topic only', () => {
    const contacts = Object.fromEntries(CHANNELS.map((one) => [one, `an address by ${one}`]));
    const [stack] = topicsOf([someone('anna', { contacts })]);
    const subscribed = stack?.of('SNS::Subscription').map(({ Properties }) => Properties);
    expect(subscribed).toMatchObject(
      CHANNELS.map((one) => ({
        Protocol: channelKind(one).protocol,
        Endpoint: `an address by ${one}`,
      })),
    );
    expect(topicsOf([someone('anna')])[0]?.of('SNS::Subscription')).toEqual([]);
  });

  test('are subscribed to their own topic', () => {
    const [stack] = topicsOf([someone('anna', { contacts: { email: 'anna@example.org' } })]);
    const topic = stack
      ?.of('SNS::Topic')
      .find((t) => t.Properties.TopicName === 'ward-to-anna-email');
    expect(stack?.of('SNS::Subscription').map(({ Properties }) => Properties.TopicArn)).toEqual([
      { Ref: topic?.id },
    ]);
  });
});

test('too many people for a stack are refused, with what to do', () => {
  const many = Array.from({ length: 1_000 }, (_, index) =>
    someone(`p${index}`, { contacts: { sms: '+15550100101', email: 'p@example.org' } }),
  );
  expect(() => topicsOf(many)).toThrow(
    /too many people for one deployment: CloudFormation would need [5-9]\d\d resources .* allows 500\. Leave numbers and mailboxes out of the config \("channels" instead of "contacts"\), or split/u,
  );
});

test('the config of a deployment says who has which', () => {
  const config = exampleWith((text) =>
    text.replace('contacts: { sms: "+15550100103" }', 'channels: [sms]'),
  );
  const { stack } = deployed({ config });
  const nested = nestedIn(stack).map(resourcesOf);
  const names = nested.flatMap(namesIn);
  expect(names).toContain('ward-to-chidi-sms');
  expect(names).not.toContain('ward-to-chidi-email');
  const endpoints = nested.flatMap(({ of }) =>
    of('SNS::Subscription').map((s) => s.Properties.Endpoint),
  );
  expect(endpoints).toContain('+15550100102');
  expect(endpoints).not.toContain('+15550100103');
});
