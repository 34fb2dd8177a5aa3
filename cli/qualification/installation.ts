import { checkConfig } from '#config/check.ts';
import { type Bench, Deviation, type Step } from './bench.ts';

/** Installation qualification: what is deployed is what was meant, and it is well. */
export function installationSteps(bench: Bench, source: string, file: string): readonly Step[] {
  return [
    {
      id: 'IQ-1',
      title: 'The config is valid, and reaches somebody at every minute of the coming year',
      expected: 'no error',
      run: async () => {
        const checked = checkConfig(source, file, { from: () => bench.now() });
        if (checked.kind === 'wrong') {
          throw new Deviation(checked.report);
        }
        return `valid, ${checked.warnings.length} warnings`;
      },
    },
    {
      id: 'IQ-2',
      title: 'The platform has the version and the config that lie here',
      expected: `version ${bench.version}, config ${bench.config.hash}`,
      run: async () => {
        const { version, config } = await bench.client.getVersion();
        const seen = `version ${version}, config ${config.sha256}`;
        if (version !== bench.version || config.sha256 !== bench.config.hash) {
          throw new Deviation(seen);
        }
        return seen;
      },
    },
    {
      id: 'IQ-3',
      title: 'The platform is well, and nothing waits',
      expected: 'status ok',
      run: async () => {
        const health = await bench.client.getHealth();
        if (health.status !== 'ok') {
          throw new Deviation(`status ${health.status}`);
        }
        return `status ${health.status}, the oldest due item has waited ${health.oldestDueSeconds} s`;
      },
    },
  ];
}
