import { parseCalendarToken } from '#http/calendar-token.ts';
import type { HttpEvent } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { isSecretOf } from '#http/secret-token.ts';
import { readCalendar } from '#usecases/read-calendar.ts';
import { icalendar } from './icalendar.ts';

/** The route at which calendar programs fetch: whoever has the address has the calendar. */
export function fetchCalendarRoutes({
  runtime: { ports, config, clock, publicUrl },
  gate,
}: RouteDependencies): Routes<'GET /v1/reports/calendar.ics'> {
  const { controls } = ports;
  const read = readCalendar(ports, config);
  const addressOf = async (event: HttpEvent) => {
    const given = parseCalendarToken(event.queryStringParameters?.['token'] ?? '');
    const address = given && (await controls.calendar(given.id));
    return address && isSecretOf(address, given.secret) ? address.id : undefined;
  };
  return {
    'GET /v1/reports/calendar.ics': gate.withSecret(addressOf, async (_, id) => {
      const calendar = id === undefined ? undefined : await read(id, clock());
      return calendar === undefined
        ? problem('not_found', GONE)
        : {
            statusCode: 200,
            headers: { 'content-type': 'text/calendar; charset=utf-8' },
            body: icalendar(calendar, publicUrl),
          };
    }),
  };
}

const GONE =
  'There is no calendar at this address: it was revoked, or whose it was has left the config, or it was not copied whole. Remove it from the calendar program, and make another one in the console or with "npx --no-install wardbell calendar create".';
