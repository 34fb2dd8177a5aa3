import dns from 'node:dns';

/**
 * Every name that ends in `.localhost` is this machine (RFC 6761, section 6.3). Not every system's
 * resolver knows; the emulator's HTTP APIs have such names, so whoever calls them, the deployed
 * canary too, imports this first.
 */
const { lookup } = dns;

dns.lookup = ((hostname: string, ...rest: unknown[]) =>
  Reflect.apply(lookup, dns, [
    hostname.endsWith('.localhost') ? 'localhost' : hostname,
    ...rest,
  ])) as typeof lookup;
