import { z } from 'zod';
import { date } from './formats.ts';
import { label } from './page-text.ts';

/** The days of a list, which `only` and `except` of layers can name. */
export const holidays = z
  .record(date, label)
  .refine((days) => Object.keys(days).length > 0, { error: 'the list has no dates' })
  .meta({ title: 'a mapping of one or more dates to what they are called', minProperties: 1 });
