import { expect, test } from '@jest/globals';
import { startHttpFront } from '#local/http-server.ts';

test('an answer with a header that cannot be written costs that request its connection, and no more', async () => {
  const front = await startHttpFront(0, () => 0);
  let location = '/fhir/Observation/€';
  const answer = async () => ({ statusCode: 200, headers: { location } });
  front.serve({ ingest: answer, respond: answer, contacts: answer });
  const ask = () => fetch(`${front.url}/v1/incidents`);
  await expect(ask()).rejects.toThrow('fetch failed');
  location = '/fhir/Observation/1';
  const { status, headers } = await ask();
  expect([status, headers.get('location')]).toEqual([200, location]);
  await front.stop();
});
