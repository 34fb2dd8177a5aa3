import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The two parts of a token: its id is stored, of its secret the hash alone. */
export interface TokenParts {
  /** 12 hex digits. */
  readonly id: string;
  /** 32 bytes in base64url. */
  readonly secret: string;
}

/** Tokens of a kind, `<prefix>_<id>_<secret>`: those of one kind are none of another. */
export interface TokenKind {
  /** Returns a token with a random id and secret. */
  create(): TokenParts;
  /** Returns the token as its owner keeps it. */
  write(parts: TokenParts): string;
  /** Parses a token; undefined if it is none of this kind. */
  parse(token: string): TokenParts | undefined;
}

export function tokenKind(prefix: string): TokenKind {
  const form = new RegExp(`^${prefix}_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$`, 'u');
  return {
    create: () => ({
      id: randomBytes(6).toString('hex'),
      secret: randomBytes(32).toString('base64url'),
    }),
    write: ({ id, secret }) => `${prefix}_${id}_${secret}`,
    parse: (token) => {
      const [, id, secret] = form.exec(token) ?? [];
      return id === undefined || secret === undefined ? undefined : { id, secret };
    },
  };
}

/** Returns what is stored of a secret: its SHA-256, in hex. */
export function hashOf(secret: string): string {
  return sha256(secret).toString('hex');
}

/** Whether the secret is that of what is stored; compared in constant time. */
export function isSecretOf({ hash }: { readonly hash: string }, secret: string): boolean {
  const kept = Buffer.from(hash, 'hex');
  const given = sha256(secret);
  return kept.length === given.length && timingSafeEqual(kept, given);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
