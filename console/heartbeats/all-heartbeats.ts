import { type Heartbeat, pages } from '#api/client/index.ts';
import { api } from '../frame/api.ts';

export async function allHeartbeats(): Promise<readonly Heartbeat[]> {
  const found: Heartbeat[] = [];
  for await (const page of pages(api.listHeartbeats)) {
    found.push(...page.heartbeats);
  }
  return found;
}
