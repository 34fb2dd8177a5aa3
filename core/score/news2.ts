import type { BuiltInScore, ScoreSource } from './table.ts';

type Bands = Pick<ScoreSource, 'upTo'> & Partial<Pick<ScoreSource, 'decimals'>>;

/** Makes the source of a metric, which is charted as whole numbers unless it says otherwise. */
function source(metric: string, unit: string, { upTo, decimals = 0 }: Bands): ScoreSource {
  return { metric, unit, matchers: [], decimals, upTo };
}

/**
 * NEWS2, by the Royal College of Physicians: National Early Warning Score (NEWS) 2, London, 2017,
 * chart 1 (bands), chart 2 (thresholds). It is for adults: not for anybody under 16, and not in
 * pregnancy. Respiratory rate, saturation, pressure and pulse are charted as whole numbers, and the
 * temperature to a tenth of a degree.
 *
 * The bands of saturation are those of both scales together: a value is kept by its band, and what
 * that is worth depends on the scale and on oxygen when the score is judged.
 */
export const NEWS2: BuiltInScore = {
  title: 'NEWS2',
  codes: { loinc: '88330-6', snomed: '1104051000000101' },
  parameters: [
    {
      name: 'resp_rate',
      snomed: '1104301000000104',
      sources: [source('resp_rate', '/min', { upTo: [8, 11, 20, 24] })],
      points: [3, 1, 0, 2, 3],
    },
    {
      name: 'spo2',
      snomed: '1104311000000102',
      sources: [source('spo2', '%', { upTo: [83, 85, 87, 91, 92, 93, 94, 95, 96] })],
      points: [3, 3, 3, 3, 2, 2, 1, 1, 0, 0],
      scale2: {
        by: 'oxygen',
        snomed: '1104321000000108',
        points: [
          [3, 2, 1, 0, 0, 0, 0, 0, 0, 0],
          [3, 2, 1, 0, 0, 1, 1, 2, 2, 3],
        ],
      },
    },
    {
      name: 'oxygen',
      snomed: '1104331000000105',
      sources: [
        source('oxygen', '{score}', { upTo: [0] }),
        source('oxygen_flow', 'L/min', { upTo: [0], decimals: 3 }),
        source('inspired_oxygen', '%', { upTo: [21] }),
      ],
      points: [0, 2],
    },
    {
      name: 'systolic_bp',
      snomed: '1104341000000101',
      sources: [source('systolic_bp', 'mm[Hg]', { upTo: [90, 100, 110, 219] })],
      points: [3, 2, 1, 0, 3],
    },
    {
      name: 'heart_rate',
      snomed: '1104351000000103',
      sources: [source('heart_rate', '/min', { upTo: [40, 50, 90, 110, 130] })],
      points: [3, 1, 0, 1, 2, 3],
    },
    {
      name: 'consciousness',
      snomed: '1104361000000100',
      sources: [source('consciousness', '{score}', { upTo: [0] })],
      points: [0, 3],
    },
    {
      name: 'temperature',
      snomed: '1104371000000107',
      sources: [source('temperature', 'Cel', { upTo: [35, 36, 38, 39], decimals: 1 })],
      points: [3, 1, 0, 1, 2],
    },
  ],
  levels: [
    { name: 'high', severity: 'critical', total: 7 },
    { name: 'medium', severity: 'error', total: 5 },
    { name: 'low-medium', severity: 'warning', single: 3 },
  ],
};
