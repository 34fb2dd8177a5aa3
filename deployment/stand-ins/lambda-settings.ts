/*
 * Replaces the SDK's search for its settings in bundles: on Lambda they are in the environment, and
 * it would look for each in files and at an address for metadata as well. These are all the imports
 * that the SDK's clients have of it.
 */

interface Setting<Value> {
  readonly environmentVariableSelector: (
    env: NodeJS.ProcessEnv,
    options: object,
  ) => Value | undefined;
  readonly default: Value | (() => Promise<Value>);
}

/** Returns how a setting is read: from the environment, or else its default, and once. */
export function loadConfig<Value>(
  { environmentVariableSelector: select, default: otherwise }: Setting<Value>,
  { signingName }: { readonly signingName?: string } = {},
): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= (async () => {
      const set = select(process.env, { signingName });
      return set ?? (otherwise instanceof Function ? otherwise() : otherwise);
    })();
    return value;
  };
}

export const REGION_ENV_NAME = 'AWS_REGION';
export const REGION_INI_NAME = 'region';
export const NODE_REGION_CONFIG_FILE_OPTIONS = {};
export const NODE_REGION_CONFIG_OPTIONS: Setting<string> = {
  environmentVariableSelector: (env) => env[REGION_ENV_NAME],
  default: async () => {
    throw new Error(`${REGION_ENV_NAME} is not set: Lambda sets it.`);
  },
};

export const DEFAULT_USE_DUALSTACK_ENDPOINT = false;
export const NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS = flag('AWS_USE_DUALSTACK_ENDPOINT');
export const DEFAULT_USE_FIPS_ENDPOINT = false;
export const NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS = flag('AWS_USE_FIPS_ENDPOINT');

function flag(name: string): Setting<boolean> {
  return {
    environmentVariableSelector: (env) => booleanSelector(env, name, SelectorType.ENV),
    default: false,
  };
}

export const SelectorType = { ENV: 'env', CONFIG: 'shared config entry' } as const;

export function booleanSelector(
  from: Readonly<Record<string, string | undefined>>,
  name: string,
  where: string,
): boolean | undefined {
  const value = from[name];
  if (value !== undefined && value !== 'true' && value !== 'false') {
    throw new Error(`${name} (${where}) is "${value}"; it must be "true" or "false".`);
  }
  return value === undefined ? undefined : value === 'true';
}

/** The settings that come with a mode of defaults: those of before there were modes. */
export function resolveDefaultsModeConfig() {
  return async () => 'legacy';
}

interface InRegion {
  readonly region?: string | (() => Promise<string>);
}

/** A Region may be given as it is; the SDK asks for it. */
export function resolveRegionConfig<Config extends InRegion>(config: Config) {
  const { region } = config;
  return Object.assign(config, {
    region: typeof region === 'string' ? async () => region : region,
  });
}

export const CONFIG_PREFIX_SEPARATOR = '.';

export class ProviderError extends Error {
  override readonly name: string = 'ProviderError';
}
