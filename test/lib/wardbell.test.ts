import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { validate } from '#cli/validate.ts';
import { Wardbell, type WardbellProps } from '../../lib/wardbell.ts';
import { deployed, EXAMPLE, exampleWith, fileWith, resourcesOf, testApp } from './synth.ts';

describe('a config that cannot work', () => {
  const broken = exampleWith((text) =>
    text.replace('fallback: [person: eva]', 'fallback: [person: ewa]'),
  );

  test('is refused with what `wardbell validate` says of it, and makes nothing', () => {
    const lines: string[] = [];
    expect(validate([broken], { from: Date.now, write: (line) => lines.push(line) }).code).toBe(1);
    expect(lines.join('')).toContain('ewa');
    const stack = new Stack(testApp(), 'Test');
    expect(() => new Wardbell(stack, 'Wardbell', { config: broken })).toThrow(
      `${broken} cannot be deployed:\n\n${lines.join('\n')}\n`,
    );
    expect(resourcesOf(stack).all).toEqual([]);
  });

  test('because somebody is not reached at some minute of the coming year is refused too', () => {
    const unreached = exampleWith((text) =>
      text
        .replace('    fallback: [person: eva]\n', '')
        .replace('only: [{ from: "19:00", to: "07:00" }]', 'only: [{ from: "20:00", to: "07:00" }]')
        .replaceAll(', schedule: icu-doctors]', ']'),
    );
    expect(() => deployed({ config: unreached })).toThrow(
      /cannot be deployed:[\s\S]*reaches nobody from/u,
    );
  });

  test('is refused when it is not there', () => {
    expect(() => deployed({ config: '/nowhere/wardbell.yaml' })).toThrow(
      /^The config \/nowhere\/wardbell\.yaml cannot be read: (?:Error: )?ENOENT/u,
    );
  });
});

test('what is allowed but seldom meant is a warning of the deployment', () => {
  const config = exampleWith((text) =>
    text.replace(
      'only: [{ from: "19:00", to: "07:00" }]',
      'only: [{ from: "20:00", to: "07:00" }]',
    ),
  );
  const { stack } = deployed({ config, alarmEmails: ['it@hospital.example'] });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  expect(warnings.map(({ entry }) => entry.data)).toContainEqual(
    expect.stringMatching(/step 1 of policy "bedside" reaches nobody/u),
  );
});

describe('a deployment is called', () => {
  test('what its team says', () => {
    const { resources } = deployed({ name: 'icu-2' });
    expect(resources.one('ApiGatewayV2::Api').Properties.Name).toBe('icu-2');
    expect(resources.one('CloudWatch::Dashboard').Properties.DashboardName).toBe('icu-2');
  });

  test('after its stack and construct, if its team says nothing', () => {
    const { one } = deployed({ name: undefined }).resources;
    expect(one('ApiGatewayV2::Api').Properties.Name).toMatch(/^test-wardbell-[0-9a-f]{8}$/u);
  });

  test.each([['Ward'], ['2nd'], ['a'.repeat(41)], ['ward_1'], ['ward-to-x'], ['ward-to'], ['']])(
    'never "%s"',
    (name) => {
      expect(() => deployed({ name })).toThrow(
        `"${name}" cannot be the name of a deployment: it takes small letters, digits and hyphens, at most 40, beginning with a letter, without "-to-" and not ending in "-to". Give one in "name".`,
      );
    },
  );
});

describe('a stack of somebody else', () => {
  const stack = new Stack(testApp(), 'Hospital');
  // Both with all their alarms, or with rollouts that are rehearsed, would be more than the 500
  // resources that a stack may have.
  const props = { config: EXAMPLE, throttleAlarms: false, rollout: 'at-once' } as const;
  const north = new Wardbell(stack, 'North', props);
  const south = new Wardbell(stack, 'South', props);
  const { of } = resourcesOf(stack);

  test('may hold two of them, and nothing that has a name has it twice', () => {
    const named = [
      ['CloudWatch::Alarm', 'AlarmName'],
      ['CloudWatch::Dashboard', 'DashboardName'],
      ['KMS::Alias', 'AliasName'],
      ['SNS::Topic', 'TopicName'],
    ] as const;
    const names = named.flatMap(([type, property]) =>
      of(type).flatMap(({ Properties }) => Properties[property] ?? []),
    );
    for (const side of ['north', 'south']) {
      expect(names.join('\n')).toMatch(new RegExp(`^hospital-${side}-.*-clock-silent$`, 'mu'));
    }
    expect(new Set(names).size).toBe(names.length);
  });

  test('may not hold two of one name, nor may another stack in the same place', () => {
    const app = testApp();
    const twin = (id: string) =>
      new Wardbell(new Stack(app, id), 'Pager', { config: EXAMPLE, name: 'icu' });
    twin('One');
    expect(() => twin('Two')).toThrow(
      'Two deployments are called "icu": One/Pager and Two/Pager. Give each its own "name".',
    );
  });

  test('knows where each is and where its alarms go', () => {
    expect(north.url).not.toBe(south.url);
    expect(north.alarms).not.toBe(south.alarms);
  });
});

test.each([
  ['a budget below zero', { smsLimit: -3 }, /at smsLimit/u],
  ['no mailbox', { alarmEmails: ['x'] }, /it must be a mailbox.*at alarmEmails\[0\]/su],
  ["a stage's word", { onDelete: 'destroy' }, /Unrecognized key: "onDelete"/u],
  [
    'less than a table is warm for by itself',
    { warmThroughput: { subjects: { readsPerSecond: 100, writesPerSecond: 4_000 } } },
    />=12000.*at warmThroughput\.subjects\.readsPerSecond/su,
  ],
  ['no file', { config: undefined }, /must name the file.*at config/su],
])('who gives %s is told so', (_, props, why) => {
  const given = { config: EXAMPLE, ...props } as unknown as WardbellProps;
  const deploy = () => new Wardbell(new Stack(testApp(), 'Test'), 'Pager', given);
  expect(deploy).toThrow(/^The props of Wardbell are wrong:\n/u);
  expect(deploy).toThrow(why);
});

test('no account and no Region is asked for', () => {
  const text = JSON.stringify(deployed().resources.all);
  expect(text).not.toMatch(/\b\d{12}\b|(?:eu|us|ap)-[a-z]+-\d/u);
});

test('nothing else than a config is needed', () => {
  expect(
    () => new Wardbell(new Stack(testApp(), 'Test'), 'Wardbell', { config: EXAMPLE }),
  ).not.toThrow();
  expect(
    () => new Wardbell(new Stack(testApp(), 'Test'), 'Wardbell', { config: fileWith('') }),
  ).toThrow(/cannot be deployed/u);
});
