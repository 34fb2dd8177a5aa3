/**
 * Names of topics, alarms and keys begin with it; beside the longest id of a person there is room
 * for this many characters.
 */
export const MAX_DEPLOYMENT_NAME_LENGTH = 40;

const SHAPE = new RegExp(`^[a-z][a-z0-9-]{0,${MAX_DEPLOYMENT_NAME_LENGTH - 1}}$`, 'u');

/** The rule for names, for error messages. */
export const DEPLOYMENT_NAME_RULE = `it takes small letters, digits and hyphens, at most ${MAX_DEPLOYMENT_NAME_LENGTH}, beginning with a letter, without "-to-" and not ending in "-to"`;

/**
 * Whether the name is allowed for a deployment. What follows "-to-" in a topic's name is a
 * responder, and roles may use every topic that begins with their deployment's `<name>-to-`: with
 * "-to-" inside a name, or "-to" at its end, one deployment's roles could use another's topics.
 */
export function isDeploymentName(name: string): boolean {
  return SHAPE.test(name) && !`${name}-`.includes('-to-');
}
