import { OAuth2Server } from 'oauth2-mock-server';

/** An issuer of OpenID Connect that none of our code is part of, and whom it lets in. */
export interface Issuer {
  readonly url: string;
  /** Until it is stopped, its open socket keeps the process from ending. */
  stop(): Promise<void>;
}

/** Starts the issuer: whoever comes is sent back at once, as the person with this id. */
export async function startIssuer(person: string): Promise<Issuer> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  server.service.on('beforeTokenSigning', ({ payload }) => {
    payload['preferred_username'] = person;
  });
  await server.start(0, '127.0.0.1');
  const { port } = server.address();
  // Its name of itself, which must be that of the config letter by letter.
  const url = `http://127.0.0.1:${port}`;
  server.issuer.url = url;
  return { url, stop: () => server.stop() };
}
