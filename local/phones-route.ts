import { teamPeople } from '#core/team/team-people.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { createGate } from '#http/authenticate.ts';
import { json } from '#http/http.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { serve } from '#http/serve.ts';
import { signedInPeople } from '#http/signed-in.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { ReceivedMessages } from './received-messages.ts';

/** Deployed nowhere: what real phones receive is nobody else's to read. */
export const PHONES = '/v1/phones';

/**
 * Shows what each fictional phone and mailbox has received. Its links answer in the name of whoever
 * was paged, so that it takes the right to answer.
 */
export function createPhonesHandler(runtime: Runtime, received: ReceivedMessages): HttpHandler {
  const gate = createGate(runtime, signedInPeople(runtime));
  const handle = serve(runtime, {
    [`GET ${PHONES}`]: gate.withRight('respond', async () => {
      const phones = teamPeople(runtime.config).flatMap(({ id, channels }) =>
        channels.map((channel) => ({
          person: id,
          channel,
          messages: received
            .by(id, channel)
            .map(({ at, ...rest }) => ({ ...rest, at: isoTime(at) })),
        })),
      );
      return json(200, { phones });
    }),
  });
  // The routes that are declared are those of every platform, and none of them is this.
  return (event, context) => {
    const { method } = event.requestContext.http;
    return handle({ ...event, routeKey: `${method} ${PHONES}` }, context);
  };
}
