import { describe, expect, test } from '@jest/globals';
import { ENV, OWN_ENV } from '#deployment/env.ts';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { DEPLOYED, deployed, type Resource, type Resources, refTo, sorted } from './synth.ts';

const { resources } = deployed({ heartbeatUrl: 'https://monitor.example/1' });

function partsOf({ of }: Resources, name: FunctionName) {
  const only = (found: readonly Resource[]) => {
    if (found[0] === undefined || found.length > 1) {
      throw new Error(`${found.length} of ${name}`);
    }
    return found[0];
  };
  const fn = only(
    of('Lambda::Function').filter((f) => f.Properties.Description === `Wardbell ${name}`),
  );
  const belongs = ({ Properties }: Resource) => Properties.FunctionName?.Ref === fn.id;
  return {
    fn,
    alias: only(of('Lambda::Alias').filter(belongs)),
    version: only(of('Lambda::Version').filter(belongs)),
  };
}

const OWN: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  ingest: [OWN_ENV.tickQueueUrl],
  incident: [OWN_ENV.tickQueueUrl],
  page: [OWN_ENV.tickQueueUrl],
  answer: [OWN_ENV.tickQueueUrl],
  clock: [OWN_ENV.tickQueueUrl, OWN_ENV.standbySeconds],
  audit: [OWN_ENV.heartbeatUrl, OWN_ENV.deadLetterUrls],
  canary: [OWN_ENV.canaryQueueUrl],
  console: [OWN_ENV.signIn],
  rehearsal: [OWN_ENV.rehearsals],
};

describe.each(DEPLOYED)('the function %s', (name) => {
  const { fn, alias, version } = partsOf(resources, name);

  test('runs as declared', () => {
    expect(fn.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: FUNCTIONS[name].timeoutSeconds,
      MemorySize: FUNCTIONS[name].memoryMegabytes,
    });
  });

  test('is told what it needs, and has lines of its sources in what it logs', () => {
    const { Variables } = fn.Properties.Environment;
    const expected = ['NODE_OPTIONS', ...Object.values(ENV), ...(OWN[name] ?? [])];
    expect(sorted(Object.keys(Variables))).toEqual(sorted(expected));
    expect(Variables).toMatchObject({
      NODE_OPTIONS: '--enable-source-maps',
      [ENV.configFile]: 'config.json',
      [ENV.deployment]: 'ward',
    });
  });

  test('is called by its alias "live", which is at the newest version; earlier ones are kept', () => {
    expect(version.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(alias.Properties).toMatchObject({
      Name: 'live',
      FunctionVersion: { 'Fn::GetAtt': [version.id, 'Version'] },
    });
  });
});

test('functions that wake each other in turns may do so for as long as somebody is to be paged', () => {
  const inTurns = DEPLOYED.filter(
    (name) => partsOf(resources, name).fn.Properties.RecursiveLoop === 'Allow',
  );
  expect(sorted(inTurns)).toEqual(['clock', 'incident', 'page']);
});

describe('what calls functions', () => {
  const aliases = resources.of('Lambda::Alias').map(refTo);

  test('calls "live", never what is not yet rolled out', () => {
    const called = [
      ...resources.of('ApiGatewayV2::Integration').map((i) => i.Properties.IntegrationUri),
      ...resources
        .of('Events::Rule')
        .flatMap((rule) =>
          rule.Properties.Targets.map(({ Arn }: { readonly Arn: unknown }) => Arn),
        ),
      ...resources.of('Lambda::Permission').map((p) => p.Properties.FunctionName),
    ];
    expect(called.length).toBeGreaterThan(10);
    for (const target of called) {
      expect(aliases).toContainEqual(target);
    }
  });

  test('queues call "live" too', () => {
    for (const { Properties } of resources.of('Lambda::EventSourceMapping')) {
      const [separator, [name, qualifier]] = Properties.FunctionName['Fn::Join'];
      expect([separator, qualifier]).toEqual(['', ':live']);
      expect(aliases).toContainEqual(name['Fn::Select'][1]['Fn::Split'][1]);
    }
  });
});

describe('a gradual rollout', () => {
  const gradual = DEPLOYED.filter((name) => name !== 'rehearsal');

  test.each(gradual)('moves %s on, and back when it fails', (name) => {
    const { alias } = partsOf(resources, name);
    const { ApplicationName, DeploymentGroupName } = alias.UpdatePolicy.CodeDeployLambdaAliasUpdate;
    expect(ApplicationName).toEqual(refTo(resources.one('CodeDeploy::Application')));
    const group = resources.one('CodeDeploy::DeploymentGroup', DeploymentGroupName.Ref).Properties;
    expect(group).toMatchObject({
      // One version of the console names files that the other does not have.
      DeploymentConfigName:
        name === 'console'
          ? 'CodeDeployDefault.LambdaAllAtOnce'
          : 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute',
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: expect.arrayContaining(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
      },
    });
    const alarms: readonly { readonly Name: { readonly Ref: string } }[] =
      group.AlarmConfiguration.Alarms;
    const all = alarms.map(({ Name }) => resources.one('CloudWatch::Alarm', Name.Ref).Properties);
    const own = all.filter(({ AlarmName }) => AlarmName === `ward-${name}-errors`);
    const guards = all.filter((alarm) => !own.includes(alarm));
    expect(own.map(({ MetricName }) => MetricName)).toEqual(
      ['reports', 'contacts'].includes(name) ? [] : ['Errors'],
    );
    for (const { Dimensions } of own) {
      // The alias, whichever versions it is at: those of the new one are among them.
      expect(JSON.stringify(Dimensions)).toContain(':live');
    }
    // Faults that Lambda does not count, because they are answers.
    expect(guards.map(({ AlarmName }) => AlarmName)).toEqual([
      'ward-requests-fail',
      'ward-messages-fail',
    ]);
  });

  test('moves page on when answer is through, so that its links find one that reads them', () => {
    const answer = partsOf(resources, 'answer').alias.id;
    expect(partsOf(resources, 'page').alias.DependsOn).toContain(answer);
  });

  test('moves respond on when links lead to answer, since versions before had it serve them', () => {
    const links = resources
      .of('ApiGatewayV2::Route')
      .filter(({ Properties }) => /\/[ai]\//u.test(Properties.RouteKey));
    expect(links.map(({ Properties }) => Properties.RouteKey)).toContain('POST /a/{token}');
    const respond = partsOf(resources, 'respond').alias.DependsOn;
    expect(respond).toEqual(expect.arrayContaining(links.map(({ id }) => id)));
  });

  test('leaves out what judges the others, which must be the newest itself', () => {
    expect(partsOf(resources, 'rehearsal').alias).not.toHaveProperty('UpdatePolicy');
  });

  test('is not made where a team wants everything at once', () => {
    const { of } = deployed({ rollout: 'at-once' }).resources;
    expect(of('CodeDeploy::DeploymentGroup')).toEqual([]);
    expect(of('CodeDeploy::Application')).toEqual([]);
    for (const alias of of('Lambda::Alias')) {
      expect(alias).not.toHaveProperty('UpdatePolicy');
    }
  });
});
