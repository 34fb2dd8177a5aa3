/*
 * Replaces the SDK's store of what one of several invocations at once has: a function of ours has
 * one at a time, whose trace Lambda keeps in the environment, where the SDK looks next.
 */

/** There is none. */
export const InvokeStore = {
  getInstanceAsync: (): Promise<undefined> => Promise.resolve(undefined),
};
