import { createHash } from 'node:crypto';
import { Aws, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  type CfnUserPool,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  PasskeyUserVerification,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { suppressFindings } from './suppress-findings.ts';

export interface ConsoleUsersProps {
  /** The name of the deployment. */
  readonly name: string;
  /** The base of the platform's addresses. */
  readonly url: string;
  /** The groups that the config gives roles to. */
  readonly groups: readonly string[];
  readonly removalPolicy: RemovalPolicy;
}

/** Longer than what people remember, which a manager of passwords or a passkey does for them. */
const MIN_PASSWORD = 14;

/** Tokens are read once, when somebody signs in: they need not live longer than Cognito allows. */
const TOKENS_LAST = Duration.minutes(5);

/**
 * A user pool for a team without an issuer of its own: administrators make the users, everybody
 * needs two factors, and a passkey that checks its user is both. Users sign in by the name that
 * they have in the config.
 */
export class ConsoleUsers extends Construct {
  /** The issuer, as its tokens name it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly userPoolId: string;

  constructor(scope: Construct, id: string, props: ConsoleUsersProps) {
    super(scope, id);
    const { name, url, groups, removalPolicy } = props;
    const { region } = Stack.of(this);
    const prefix = `${domainPrefix(name, region)}-${Aws.ACCOUNT_ID}`;
    const pool = userPool(this, { name, removalPolicy, prefix });
    pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: prefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const client = consoleClient(pool, url);
    new CfnManagedLoginBranding(this, 'Pages', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    for (const group of new Set(groups)) {
      new CfnUserPoolGroup(this, `Group-${group}`, {
        userPoolId: pool.userPoolId,
        groupName: group,
      });
    }
    this.issuer = pool.userPoolProviderUrl;
    this.clientId = client.userPoolClientId;
    this.userPoolId = pool.userPoolId;
  }
}

/** What may name a relying party of passkeys: a domain of at most so many characters. */
const MAX_RELYING_PARTY = 63;

const ACCOUNT = '123456789012';
/** No Region's name is longer. */
const LONGEST_REGION = 'ap-southeast-1';

/**
 * A prefix is one for all of a Region, must not hold names that AWS keeps for itself, and is a part
 * of the domain that passkeys are bound to: a longer name is told by a hash.
 */
function domainPrefix(name: string, region: string): string {
  const where = Token.isUnresolved(region) ? LONGEST_REGION : region;
  const isFree =
    !Token.isUnresolved(name) &&
    !/aws|amazon|cognito/u.test(name) &&
    domainOf(`${name}-${ACCOUNT}`, where).length <= MAX_RELYING_PARTY;
  return isFree ? name : `wb-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

function domainOf(prefix: string, region: string): string {
  return `${prefix}.auth.${region}.amazoncognito.com`;
}

interface PoolProps extends Pick<ConsoleUsersProps, 'name' | 'removalPolicy'> {
  readonly prefix: string;
}

function userPool(scope: Construct, { name, removalPolicy, prefix }: PoolProps): UserPool {
  const { region } = Stack.of(scope);
  const pool = new UserPool(scope, 'Users', {
    userPoolName: name,
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { username: true },
    signInCaseSensitive: false,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
    passkeyRelyingPartyId: domainOf(prefix, region),
    passkeyUserVerification: PasskeyUserVerification.REQUIRED,
    passwordPolicy: {
      minLength: MIN_PASSWORD,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    // Whoever reads a mailbox could otherwise become its owner here.
    accountRecovery: AccountRecovery.NONE,
    deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
    removalPolicy,
  });
  const resource = pool.node.defaultChild as CfnUserPool;
  // Without it a passkey is one factor of two, whatever it checks.
  resource.webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
  suppressFindings(pool, {
    'AwsSolutions-COG3':
      'Threat protection belongs to the plan "Plus", at 0.02 USD for each user and month; everybody here has two factors, nobody can sign up, and a team that wants more names an issuer of its own.',
    'AwsSolutions-COG8':
      'The plan "Essentials" has passkeys and managed login, which is what is used.',
  });
  return pool;
}

/** A public client: PKCE binds each code to the browser that asked for it. */
function consoleClient(pool: UserPool, url: string): UserPoolClient {
  return pool.addClient('Console', {
    generateSecret: false,
    // The pages of Cognito need it to offer a passkey first.
    authFlows: { user: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL],
      callbackUrls: [`${url}/console/callback`],
      logoutUrls: [`${url}/console/signed-out`],
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: TOKENS_LAST,
    idTokenValidity: TOKENS_LAST,
    refreshTokenValidity: Duration.hours(1),
  });
}
