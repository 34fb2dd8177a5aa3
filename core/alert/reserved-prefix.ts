/** What Wardbell calls things of its own begins so; a team's names cannot. */
export const RESERVED_PREFIX = 'wardbell-';
