import { serveOnLoopback } from './loopback.ts';

/** What the deployed probe asks. */
export interface Portal {
  readonly url: string;
  /** Lets it answer with this status from now on. */
  answer(status: number): void;
}

export async function startPortal(): Promise<Portal> {
  let status = 200;
  const url = await serveOnLoopback((_, response) => response.writeHead(status).end());
  return {
    url,
    answer(next) {
      status = next;
    },
  };
}
