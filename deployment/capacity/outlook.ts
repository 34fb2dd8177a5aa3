import { STREAM } from './assumptions.ts';
import type { Cost } from './bill.ts';
import { costOf, totalOf } from './bill.ts';
import type { Counted, CountedLoads, Loads } from './counted-shapes.ts';
import { type Load, loadOf, type Met, meet, PAGED } from './limits.ts';
import { monthOf, type Traffic } from './months.ts';

/** What a deployment makes of its traffic: what it costs, and how near it is to its limits. */
export interface Outlook {
  readonly traffic: Traffic;
  readonly requestsPerSecond: number;
  /** USD in a month, without SMS; and those. */
  readonly month: Cost;
  readonly smsMonth: number;
  /** What is used of each limit while all are well, those used most first. */
  readonly well: readonly Met[];
  /** The same in a minute in which each subject has an alert, as when a network fails. */
  readonly storm: readonly Met[];
}

/** Computes it in proportion to what is counted. */
export function outlookOf(traffic: Traffic, counted: Counted): Outlook {
  const { subjects, everySeconds, subjectsPerRequest } = traffic;
  const requestsPerSecond = subjects / subjectsPerRequest / everySeconds;
  const usage = monthOf(traffic, counted);
  const sent = loadOf(requestsPerSecond, requestOf(subjectsPerRequest, counted.loads));
  const alerts = loadOf(subjects / 60, counted.loads.alert, PAGED);
  const met = (load: Load) => meet(counted.plan, load).filter((one) => !one.isHypothetical);
  return {
    traffic,
    requestsPerSecond,
    month: totalOf(usage),
    smsMonth: costOf('smsParts', usage.smsParts ?? 0).list,
    well: met(sent),
    storm: met({ of: (resource) => sent.of(resource) + alerts.of(resource) }),
  };
}

/**
 * Returns the load of a request of so many subjects, on the line through those that are counted.
 */
function requestOf(subjects: number, { sample, request }: CountedLoads): Loads {
  const share = (subjects - 1) / (STREAM.subjectsPerRequest - 1);
  const names = [...new Set([...Object.keys(sample), ...Object.keys(request)])];
  return Object.fromEntries(
    names.map((name) => {
      const [one, many] = [sample[name] ?? 0, request[name] ?? 0];
      return [name, Math.max(0, one + share * (many - one))];
    }),
  );
}
