import { CfnOutput, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { OWN_ENV, type SignInEnv } from '#deployment/env.ts';
import type { checkedConfig } from './checked-config.ts';
import type { Target } from './function-context.ts';
import { suppressFindings } from './suppress-findings.ts';
import { ConsoleUsers } from './user-pool.ts';

export interface SignInProps {
  readonly name: string;
  readonly url: string;
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
  /** Who may sign in; undefined: nobody. */
  readonly access: ReturnType<typeof checkedConfig>['access'];
}

/**
 * Where people sign in: at the issuer that the config names, whose client has its secret here, or
 * else in a user pool of the deployment's own.
 */
export class SignIn extends Construct {
  /** What the function `console` is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The secret of the client; undefined where there is none. */
  readonly clientSecret: Target | undefined;

  constructor(scope: Construct, id: string, { access, ...props }: SignInProps) {
    super(scope, id);
    if (access === undefined) {
      this.environment = {};
      return;
    }
    const { issuer, clientId } = access.signIn;
    const settings =
      issuer === undefined || clientId === undefined
        ? this.users(access, props)
        : { issuer, clientId, alwaysMfa: false, secretId: this.secret(props) };
    this.environment = { [OWN_ENV.signIn]: Stack.of(this).toJsonString(settings) };
    if (settings.secretId !== undefined) {
      this.clientSecret = { arns: [settings.secretId] };
    }
  }

  private users(
    { roles }: NonNullable<SignInProps['access']>,
    props: Omit<SignInProps, 'access'>,
  ): SignInEnv {
    const groups = Object.values(roles).flatMap((members) => members.groups);
    const { issuer, clientId, userPoolId } = new ConsoleUsers(this, 'Own', { ...props, groups });
    tell(
      this,
      'UserPool',
      userPoolId,
      'People who may sign in to the console: aws cognito-idp admin-create-user',
    );
    return { issuer, clientId, alwaysMfa: true };
  }

  /** It is made empty: what an issuer gives out stands in no template and in no file. */
  private secret({ name, key, removalPolicy }: Omit<SignInProps, 'access'>): string {
    const secret = new CfnSecret(this, 'ClientSecret', {
      description: `The secret of Wardbell's client at the issuer of the deployment ${name}`,
      kmsKeyId: key.keyArn,
    });
    secret.applyRemovalPolicy(removalPolicy);
    const reason = 'The issuer makes it, and only there can it be changed.';
    suppressFindings(secret, {
      'AwsSolutions-SMG4': reason,
      'HIPAA.Security-SecretsManagerRotationEnabled': reason,
    });
    const command = `aws secretsmanager put-secret-value --secret-id ${secret.ref} --secret-string file:///dev/stdin`;
    tell(this, 'ClientSecretCommand', command, "Run it once, and give it the client's secret");
    return secret.ref;
  }
}

function tell(scope: Construct, id: string, value: string, description: string): void {
  new CfnOutput(scope, id, { value, description });
}
