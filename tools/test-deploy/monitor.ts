import { serveOnLoopback } from './loopback.ts';

/** An external monitor, which counts the platform's heartbeats. */
export interface Monitor {
  readonly url: string;
  beats(): number;
}

export async function startMonitor(): Promise<Monitor> {
  let beats = 0;
  const url = await serveOnLoopback((_, response) => {
    beats += 1;
    response.end('ok');
  });
  return { url, beats: () => beats };
}
