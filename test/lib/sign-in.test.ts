import { describe, expect, test } from '@jest/globals';
import { RemovalPolicy } from 'aws-cdk-lib';
import { OWN_ENV } from '#deployment/env.ts';
import { deployed, exampleWith, functionIn, type Resources } from './synth.ts';

const withAccess = (lines: string) =>
  exampleWith((text) => `${text.replace(/^access:\n(?: .*\n|\n)*/mu, '')}\n${lines}`);

const OWN_POOL = withAccess(`access:
  roles:
    admin: { groups: [wardbell-admins] }
    lead: { groups: [wardbell-leads, wardbell-admins], people: [eva] }
`);

const FOREIGN = withAccess(`access:
  sign_in: { issuer: "https://login.hospital.example/v2.0", client_id: c-1 }
  roles: { viewer: { groups: [staff] } }
`);

const told = (resources: Resources) =>
  functionIn(resources, 'console').Properties.Environment.Variables[OWN_ENV.signIn];

describe('where the config says nothing of access', () => {
  const { resources } = deployed({ config: withAccess('') });

  test('nobody can sign in, and nothing is made for it', () => {
    expect(told(resources)).toBeUndefined();
    expect(resources.of('Cognito::UserPool')).toEqual([]);
    expect(resources.all.filter(({ id }) => id.includes('SignIn'))).toEqual([]);
  });
});

describe('where the config names no issuer', () => {
  const { resources } = deployed({ config: OWN_POOL });
  const pool = resources.one('Cognito::UserPool');

  test('administrators alone make users, who need two factors', () => {
    expect(pool.Properties).toMatchObject({
      UserPoolName: 'ward',
      UserPoolTier: 'ESSENTIALS',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
    });
  });

  test('a passkey that checks its user is both factors', () => {
    expect(pool.Properties).toMatchObject({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      WebAuthnUserVerification: 'required',
      WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    });
    const domain = resources.one('Cognito::UserPoolDomain').Properties;
    expect(domain.ManagedLoginVersion).toBe(2);
    const id = resources.one('Cognito::UserPool').Properties.WebAuthnRelyingPartyID;
    expect(JSON.stringify(id)).toMatch(/"ward-".*"\.auth\.".*"\.amazoncognito\.com"/u);
  });

  test('the console is a public client, which only its own addresses get a code for', () => {
    const client = resources.one('Cognito::UserPoolClient').Properties;
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      PreventUserExistenceErrors: 'ENABLED',
      SupportedIdentityProviders: ['COGNITO'],
    });
    expect(JSON.stringify(client.CallbackURLs)).toMatch(/\/console\/callback"/u);
    expect(JSON.stringify(client.LogoutURLs)).toMatch(/\/console\/signed-out"/u);
    expect(resources.of('Cognito::ManagedLoginBranding')).toHaveLength(1);
  });

  test('there is each group that has a role, once', () => {
    const names = resources
      .of('Cognito::UserPoolGroup')
      .map(({ Properties }) => Properties.GroupName);
    expect(names.toSorted()).toEqual(['wardbell-admins', 'wardbell-leads']);
  });

  test('the function knows that two factors were asked for, and reads no secret', () => {
    const text = JSON.stringify(told(resources));
    expect(text).toMatch(/\\"alwaysMfa\\":true/u);
    expect(text).toContain(pool.id);
    expect(JSON.stringify(resources.of('IAM::ManagedPolicy'))).not.toContain('secretsmanager');
  });

  test('what is deployed for trying out goes without leaving users behind', () => {
    const { one } = deployed({ config: OWN_POOL, removalPolicy: RemovalPolicy.DESTROY }).resources;
    expect(one('Cognito::UserPool').Properties.DeletionProtection).toBe('INACTIVE');
    expect(one('Cognito::UserPool').DeletionPolicy).toBe('Delete');
  });

  test.each(['my-aws-ward', 'cognito-ward', 'a-hospital-with-a-name-that-is-long'])(
    'the name %s gives a domain that AWS takes',
    (name) => {
      const { one } = deployed({ config: OWN_POOL, name }).resources;
      expect(JSON.stringify(one('Cognito::UserPoolDomain').Properties.Domain)).toMatch(
        /wb-[0-9a-f]{8}/u,
      );
    },
  );
});

describe('where the config names an issuer', () => {
  const { resources } = deployed({ config: FOREIGN });
  const secret = resources.one('SecretsManager::Secret');

  test('there is no user pool, and a secret that is empty and that the function alone reads', () => {
    expect(resources.of('Cognito::UserPool')).toEqual([]);
    expect(secret.Properties).not.toHaveProperty('SecretString');
    expect(secret.Properties).not.toHaveProperty('GenerateSecretString');
    const readers = resources
      .of('IAM::ManagedPolicy')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('secretsmanager:'));
    expect(readers.map(({ Properties }) => Properties.Description)).toEqual([
      "What Wardbell's function console may do",
    ]);
    expect(readers[0]?.Properties.PolicyDocument.Statement).toContainEqual({
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: { Ref: secret.id },
    });
  });

  test('the function is told where people sign in', () => {
    const text = JSON.stringify(told(resources));
    expect(text).toMatch(/https:\/\/login\.hospital\.example\/v2\.0.*c-1.*alwaysMfa\\":false/u);
    expect(text).toContain(secret.id);
  });
});
