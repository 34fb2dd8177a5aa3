/** The prefix of the platform's own names, which a team's names cannot have. */
export const RESERVED_PREFIX = 'wardbell-';
