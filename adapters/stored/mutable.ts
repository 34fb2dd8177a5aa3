/** A part that is built up key by key where it is read so often that spreads would cost more. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
