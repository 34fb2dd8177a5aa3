/*
 * Stands in bundles for the SDK's event streams: no call that the functions make has one. These are
 * all that the SDK's clients import of them.
 */

export class EventStreamSerde {
  constructor() {
    throw new Error('Event streams are left out of the bundles; see deployment/bundling.ts.');
  }
}

/** A client that could have streams asks for this when it is made. */
export function eventStreamSerdeProvider(): undefined {
  return undefined;
}

/** Nothing is to be resolved where there are no streams. */
export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config;
}
