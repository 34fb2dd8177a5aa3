import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import { inForm, type RouteDependencies, type Routes } from '#http/routes.ts';
import { AS_JSON_STRINGS } from './json-string.ts';
import { receiversOf, routingTree } from './routing-tree.ts';

/**
 * amtool compares this with its own version, and warns if they differ. This is no release of
 * Alertmanager, and says so.
 */
const VERSION = {
  version: 'wardbell',
  revision: '',
  branch: '',
  buildUser: '',
  buildDate: '',
  goVersion: '',
};

/**
 * The routes that Alertmanager's clients call before they ask for alerts; whether the API is up is
 * told without a key.
 */
export function alertmanagerStatusRoutes({
  runtime: { config, clock },
  gate,
}: RouteDependencies): Routes<
  'GET /api/v2/status' | 'GET /api/v2/receivers' | 'GET /-/healthy' | 'GET /-/ready'
> {
  const uptime = isoTime(clock());
  const cluster = { status: 'disabled', name: '', peers: [] };
  const status = {
    cluster,
    versionInfo: VERSION,
    config: { original: routingTree(config) },
    uptime,
  };
  const ok = gate.withoutKey(async () => ({
    statusCode: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: 'OK',
  }));
  return {
    ...inForm(AS_JSON_STRINGS, {
      'GET /api/v2/status': gate.withKey('read', async () => json(200, status)),
      'GET /api/v2/receivers': gate.withKey('read', async () => json(200, receiversOf(config))),
    }),
    'GET /-/healthy': ok,
    'GET /-/ready': ok,
  };
}
