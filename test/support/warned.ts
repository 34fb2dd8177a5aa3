import { loadConfig } from '#config/load.ts';

const SMALLEST = `time_zone: UTC
people: { anna: { name: Anna, contacts: { email: anna@example.org } } }
policies: { p: { steps: [{ page: [person: anna] }] } }
services: { icu: { policy: p } }
technical_service: icu
`;

/** Returns what is said of a small config with these lines behind it, by line. */
export function warned(lines: string): readonly string[] {
  const loaded = loadConfig(`${SMALLEST}${lines}`, 'w.yaml');
  const found = loaded.ok ? loaded.warnings : loaded.problems;
  return found.map(({ line, message, hint }) => `${line} ${message} (${hint})`);
}
