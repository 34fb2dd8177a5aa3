/** The address of the console's shell; every screen is below it. */
export const CONSOLE_ROOT = '/console/';

/** Its first screen. Not every gateway takes the root itself for a path below it. */
export const CONSOLE_START = `${CONSOLE_ROOT}now`;
