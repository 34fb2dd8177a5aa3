import type { Counted } from '#deployment/capacity/counted-shapes.ts';

/** Figures are kept so exactly: the sums that make them may differ in their last digits. */
const DIGITS = 7;

/** Returns the figures as `deployment/capacity/counted.ts` has them. */
export function keptFigures(counted: Counted): Counted {
  const round = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;
  return JSON.parse(JSON.stringify(counted, round));
}

/** Returns the text of `deployment/capacity/counted.ts`. */
export function countedModule(counted: Counted): string {
  return `import type { Counted } from './counted-shapes.ts';

/**
 * What is counted of a deployment with the config of examples/hospital, as docs/cost.md says:
 * \`npm run cost -- --write\` writes this file, and a test holds it.
 */
export const COUNTED: Counted = ${literal(keptFigures(counted), '')};
`;
}

/** Returns an object as the formatter writes it. */
function literal(value: object | number, indent: string): string {
  if (typeof value === 'number') {
    return String(value);
  }
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([key, one]) => `${inner}${/^\w+$/u.test(key) ? key : `'${key}'`}: ${literal(one, inner)},`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}
