declare module 'semver' {
  /** Whether a version is within a range, as npm reads ranges. */
  export function satisfies(version: string, range: string): boolean;
}
