import { z } from 'zod';

/** Lengths as OpenSLO writes them: `5m`, `4w`, `1M`. */
const length = z
  .string()
  .regex(/^[1-9][0-9]*[mhdwMQY]$/u, 'it is no duration such as 5m, 4w or 1M');

const metadata = z.strictObject({
  name: z.string(),
  displayName: z.string().optional(),
  labels: z.record(z.string(), z.unknown()).optional(),
  annotations: z.record(z.string(), z.unknown()).optional(),
});

const metric = z.strictObject({
  metricSource: z.strictObject({
    metricSourceRef: z.string().optional(),
    type: z.string().optional(),
    spec: z.record(z.string(), z.unknown()),
  }),
});

const description = z.string().nullish();

const indicatorSpec = z.strictObject({
  description,
  thresholdMetric: metric.optional(),
  ratioMetric: z
    .strictObject({
      counter: z.boolean().optional(),
      good: metric.optional(),
      bad: metric.optional(),
      total: metric.optional(),
      rawType: z.enum(['success', 'failure']).optional(),
      raw: metric.optional(),
    })
    .optional(),
});

const header = <Kind extends string>(kind: Kind) => ({
  apiVersion: z.literal('openslo/v1', 'only openslo/v1 is read'),
  kind: z.literal(kind),
  metadata,
});

/** What stands in place of a reference to a document: its spec, and of the rest what it likes. */
const inline = <Kind extends string, Spec extends z.ZodType>(kind: Kind, spec: Spec) =>
  z.strictObject({
    apiVersion: z.string().optional(),
    kind: z.literal(kind).optional(),
    metadata: metadata.optional(),
    spec,
  });

const objective = z.strictObject({
  displayName: z.string().optional(),
  op: z.enum(['lte', 'gte', 'lt', 'gt']).optional(),
  value: z.number().optional(),
  target: z.number().min(0).lt(1).optional(),
  targetPercent: z.number().min(0).lt(100).optional(),
  timeSliceTarget: z.number().min(0).max(1).optional(),
  timeSliceWindow: z.union([z.number(), length]).optional(),
  indicator: z.unknown().optional(),
  indicatorRef: z.string().optional(),
  compositeWeight: z.number().optional(),
});

const conditionSpec = z.strictObject({
  description,
  severity: z.string(),
  condition: z.strictObject({
    kind: z.literal('burnrate').default('burnrate'),
    op: z.enum(['lte', 'gte', 'lt', 'gt']),
    threshold: z.number(),
    lookbackWindow: length,
    alertAfter: z.string().optional(),
  }),
});

const condition = z.union([
  z.strictObject({ conditionRef: z.string() }),
  inline('AlertCondition', conditionSpec),
]);

const policySpec = z.strictObject({
  description,
  alertWhenNoData: z.boolean().optional(),
  alertWhenResolved: z.boolean().optional(),
  alertWhenBreaching: z.boolean().optional(),
  conditions: z.array(condition),
  notificationTargets: z.array(z.unknown()).nullish(),
});

const policy = z.union([
  z.strictObject({ alertPolicyRef: z.string() }),
  inline('AlertPolicy', policySpec),
]);

const timeWindow = z.strictObject({
  duration: length,
  isRolling: z.boolean().optional(),
  calendar: z.strictObject({ startTime: z.string(), timeZone: z.string() }).optional(),
});

const sloSpec = z.strictObject({
  description,
  service: z.string(),
  indicator: inline('SLI', indicatorSpec).optional(),
  indicatorRef: z.string().optional(),
  timeWindow: z.array(timeWindow).nullish(),
  budgetingMethod: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
  objectives: z.array(objective).min(1),
  alertPolicies: z.array(policy).nullish(),
});

const unread = z.record(z.string(), z.unknown()).nullish();

/** A document of OpenSLO v1, of each of its kinds. */
export const openSlo = z.discriminatedUnion('kind', [
  z.strictObject({ ...header('SLO'), spec: sloSpec }),
  z.strictObject({ ...header('SLI'), spec: indicatorSpec }),
  z.strictObject({ ...header('AlertPolicy'), spec: policySpec }),
  z.strictObject({ ...header('AlertCondition'), spec: conditionSpec }),
  z.strictObject({ ...header('AlertNotificationTarget'), spec: unread }),
  z.strictObject({ ...header('DataSource'), spec: unread }),
  z.strictObject({ ...header('Service'), spec: unread }),
]);

export type OpenSlo = z.output<typeof openSlo>;
export type OfKind<Kind extends OpenSlo['kind']> = Extract<OpenSlo, { readonly kind: Kind }>;
export type SloSpec = z.output<typeof sloSpec>;
export type ObjectiveSpec = z.output<typeof objective>;
export type IndicatorSpec = z.output<typeof indicatorSpec>;
export type PolicySpec = z.output<typeof policySpec>;
export type ConditionSpec = z.output<typeof conditionSpec>;
export type Metric = z.output<typeof metric>;
