import { pages, type Silence } from '#api/client/index.ts';
import { api } from '../frame/api.ts';

/** All silences, with what those that have not ended cover now. */
export async function allSilences(): Promise<readonly Silence[]> {
  const found: Silence[] = [];
  for await (const page of pages(api.listSilences, { query: { covers: 'now' } })) {
    found.push(...page.silences);
  }
  return found;
}
