// Reads Observations from stdin, one JSON a line (NDJSON), and posts each as it comes. Writes what
// was refused to stderr, and sends again what could not be stored, which does no harm. Needs
// nothing but Node 20.
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const { WARDBELL_URL = 'http://127.0.0.1:8080', WARDBELL_KEY } = process.env;
if (!WARDBELL_KEY) throw new Error('Put a key with the scope "samples" into WARDBELL_KEY.');
const headers = {
  'content-type': 'application/fhir+json',
  authorization: `Bearer ${WARDBELL_KEY}`,
};

for await (const line of createInterface({ input: process.stdin }))
  if (line.trim() !== '') await post(line);

async function post(body) {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(`${WARDBELL_URL}/fhir/Observation`, { method: 'POST', headers, body })
      .catch((error) => {
        if (attempt === 1) console.error(`${WARDBELL_URL} cannot be reached (${error.cause ?? error}); trying on`);
      });
    if (answer?.ok) return;
    if (answer === undefined || answer.status === 429 || answer.status >= 500) {
      await pause(1_000 * Number(answer?.headers.get('retry-after') ?? 1));
      continue;
    }
    const { issue = [] } = await answer.json().catch(() => ({}));
    const why = issue.map(({ expression = [], diagnostics }) => `${expression} ${diagnostics}`);
    console.error(`refused with ${answer.status}: ${why.join('; ')}`);
    // No key becomes valid by being sent again with the next line.
    if (answer.status === 401 || answer.status === 403) process.exit(1);
    process.exitCode = 1;
    return;
  }
}
