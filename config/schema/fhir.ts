import { z } from 'zod';
import type { FhirSubjectElement } from '#core/team/config.ts';

const ELEMENTS = [
  'subject',
  'device',
  'encounter',
  'focus',
] as const satisfies FhirSubjectElement[];

const subject = z
  .array(z.enum(ELEMENTS).meta({ title: `one of ${ELEMENTS.join(', ')}` }))
  .default(['subject', 'device'])
  .meta({ title: 'a list of one or more elements, such as [device]', minItems: 1 })
  .refine((elements) => elements.length > 0, {
    error: 'the list is empty, so that no Observation would have a subject',
  })
  .refine((elements) => new Set(elements).size === elements.length, {
    error: 'an element stands in the list twice',
  })
  .describe(
    'Which element of an Observation says what was measured: the first of these that refers to something. In a page a reference to a patient is shown by its alias, or else by a short code.',
  );

/** How FHIR Observations become samples. */
export const fhir = z
  .strictObject({ subject })
  .prefault({})
  .meta({ title: 'a mapping with subject' })
  .describe('How FHIR Observations become samples.');
