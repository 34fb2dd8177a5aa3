/*
 * Replaces the SDK's event streams in bundles: no call that the functions make has one. These are
 * all the imports that the SDK's clients have of them.
 */

export class EventStreamSerde {
  constructor() {
    throw new Error('Event streams are left out of the bundles; see deployment/bundling.ts.');
  }
}

/** A client that supports streams asks for this when it is created. */
export function eventStreamSerdeProvider(): undefined {
  return undefined;
}

/** There is nothing to resolve without streams. */
export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config;
}
