/*
 * Replaces the SDK's endpoint discovery in bundles: DynamoDB has it, off by default, and its cache
 * and the call that fills it come along. These are all the imports that the SDK's clients have of
 * it.
 */

/** The setting is not looked for: it is off. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: false,
};

/** There is nothing to resolve where nothing is discovered. */
export function resolveEndpointDiscoveryConfig<Config>(config: Config): Config {
  return config;
}
