export {
  ApiProblem,
  type Client,
  type ClientOptions,
  createClient,
  type KeptAnswer,
  NoAnswer,
  pages,
} from './client.ts';
export type * from './operations.ts';
