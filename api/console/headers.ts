import { isSecure } from '#http/own-cookie.ts';

/**
 * What a browser may do with the console: run its scripts and ask its platform, and nothing else. A
 * text that slips in as markup can load, send and run nothing.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * The headers of everything that the console consists of. The referrer stays within the platform:
 * with none at all a form would not say where it comes from, and what it posts would be refused.
 */
export function consoleHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    ...strictTransport(publicUrl),
  };
}

/** Two years, which is what browsers ask of those who mean it (hstspreload.org). */
const STRICT = 'max-age=63072000';

/** A platform of one machine has no TLS, and the next program at its port may have none either. */
function strictTransport(publicUrl: string): Readonly<Record<string, string>> {
  return { ...(isSecure(publicUrl) && { 'strict-transport-security': STRICT }) };
}
