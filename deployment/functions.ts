interface FunctionDeclaration {
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/**
 * The deployed functions; each has its folder here. The time-outs of those behind a queue, but the
 * clock's, are a third of its visibility time-out.
 */
export const FUNCTIONS = {
  ingest: { timeoutSeconds: 10, memoryMegabytes: 1024 },
  alarms: { timeoutSeconds: 10, memoryMegabytes: 512 },
  incident: { timeoutSeconds: 10, memoryMegabytes: 512 },
  page: { timeoutSeconds: 10, memoryMegabytes: 512 },
  clock: { timeoutSeconds: 50, memoryMegabytes: 512 },
  answer: { timeoutSeconds: 10, memoryMegabytes: 512 },
  respond: { timeoutSeconds: 10, memoryMegabytes: 512 },
  // A report may be of some 20,000 incidents.
  reports: { timeoutSeconds: 25, memoryMegabytes: 1024 },
  console: { timeoutSeconds: 20, memoryMegabytes: 512 },
  contacts: { timeoutSeconds: 25, memoryMegabytes: 256 },
  audit: { timeoutSeconds: 300, memoryMegabytes: 256 },
  canary: { timeoutSeconds: 100, memoryMegabytes: 256 },
  // A check may take a minute, and what was found is posted twice at most, with 12 s for each.
  probe: { timeoutSeconds: 100, memoryMegabytes: 512 },
  rehearsal: { timeoutSeconds: 180, memoryMegabytes: 256 },
} as const satisfies Record<string, FunctionDeclaration>;

export type FunctionName = keyof typeof FUNCTIONS;
