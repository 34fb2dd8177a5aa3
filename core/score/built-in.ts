import { NEWS2 } from './news2.ts';
import type { BuiltInScore } from './table.ts';

/** The scores that a config can name by `use`. */
export const BUILT_IN_SCORES = { news2: NEWS2 } as const satisfies Record<string, BuiltInScore>;

export type BuiltInScoreName = keyof typeof BUILT_IN_SCORES;
