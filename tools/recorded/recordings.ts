import { fileURLToPath } from 'node:url';
import type { Instant } from '#core/time/instant.ts';

/** Samples that somebody recorded, and when something happened meanwhile. */
export interface Recording {
  /** As the page calls it. */
  readonly name: string;
  readonly place: 'bedside' | 'servers';
  readonly file: string;
  readonly events: string;
  /** What `examples/recorded/tuned.yaml` was written by ends here; the rest was not looked at. */
  readonly cut: Instant;
}

const DATA = new URL('../../test/data/', import.meta.url);

/** Returns the path of a file of recorded data. */
export function dataFile(name: string): string {
  return fileURLToPath(new URL(name, DATA));
}

const MONITORS = dataFile('vitaldsp/labels.json');
const SERVERS = dataFile('nab/labels.json');

/** The recordings of test/data, each cut after its first events, or in its middle. */
export const RECORDINGS: readonly Recording[] = [
  {
    name: 'oximeter',
    place: 'bedside',
    file: dataFile('vitaldsp/oximeter.csv'),
    events: MONITORS,
    cut: Date.UTC(2023, 9, 10, 3, 30),
  },
  {
    name: 'ECG patch',
    place: 'bedside',
    file: dataFile('vitaldsp/ecg-patch.csv'),
    events: MONITORS,
    cut: Date.UTC(2023, 9, 5, 1, 33),
  },
  {
    name: 'latency of a server',
    place: 'servers',
    file: dataFile('nab/ec2_request_latency_system_failure.csv'),
    events: SERVERS,
    cut: Date.UTC(2014, 2, 17),
  },
  {
    name: 'CPU of a database',
    place: 'servers',
    file: dataFile('nab/rds_cpu_utilization_e47b3b.csv'),
    events: SERVERS,
    cut: Date.UTC(2014, 3, 16),
  },
  {
    name: 'requests to a load balancer',
    place: 'servers',
    file: dataFile('nab/elb_request_count_8c0756.csv'),
    events: SERVERS,
    cut: Date.UTC(2014, 3, 18),
  },
  {
    name: 'CPU of a group of servers',
    place: 'servers',
    file: dataFile('nab/cpu_utilization_asg_misconfiguration.csv'),
    events: SERVERS,
    cut: Date.UTC(2014, 5, 15),
  },
];
