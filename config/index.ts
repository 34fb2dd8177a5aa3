/** The loader of `wardbell.yaml`, for programs that check or read what a team wrote. */
export { type Loaded, loadConfig } from './load.ts';
export { formatProblem, type Problem } from './problem.ts';
