const NUMBER = '-?\\d+(?:\\.\\d+)?';

const COMPARISONS: Readonly<Record<string, string>> = {
  '<': 'below',
  '<=': 'below',
  '>': 'above',
  '>=': 'above',
  '=': 'equals',
  '==': 'equals',
};

/** Suggests a number for a value that is none. */
export function numberSlip(input: unknown): string | undefined {
  if (Array.isArray(input) && input.length === 1) {
    return `write ${input[0]}, without brackets`;
  }
  if (typeof input === 'boolean') {
    return 'values are numbers: write 1 for true, 0 for false';
  }
  if (typeof input !== 'string') {
    return undefined;
  }
  const text = input.trim();
  if (text === '') {
    return undefined;
  }
  if (!Number.isNaN(Number(text))) {
    return `remove the quotes: ${text}`;
  }
  const [, sign = '', limit] =
    new RegExp(`^([<>]=?|==?)\\s*(${NUMBER})`, 'u').exec(text.replace('≤', '<=')) ?? [];
  if (limit !== undefined) {
    return `write ${COMPARISONS[sign]}: ${limit}, without a sign; the limit itself does not breach`;
  }
  const plain = text.replace(/(\d)[ _](?=\d{3})/gu, '$1').replace(/(\d),(?=\d+$)/u, '$1.');
  if (plain !== text && !Number.isNaN(Number(plain))) {
    return `write ${plain}`;
  }
  const [, number, unit = ''] = new RegExp(`^(${NUMBER})\\s*(\\D\\S*)$`, 'u').exec(text) ?? [];
  if (number === undefined) {
    return isWord(text) ? 'values are numbers, such as 0 or 1' : undefined;
  }
  return `write ${number}; which unit is meant stands in where: ['unit="${unit}"']`;
}

function isWord(text: string): boolean {
  return /^\p{L}+$/u.test(text);
}

/** Suggests a pair of numbers for a value that is none. */
export function pairSlip(input: unknown): string | undefined {
  if (typeof input === 'number') {
    return 'write both; a rule with one limit alone has below or above';
  }
  if (typeof input === 'string') {
    const [, low, high] =
      new RegExp(`^(${NUMBER})\\s*(?:-|–|\\.\\.+|to|,|;|/|:|and)\\s*(${NUMBER})$`, 'u').exec(
        input.trim(),
      ) ?? [];
    return low === undefined ? undefined : `write [${low}, ${high}]`;
  }
  if (Array.isArray(input)) {
    const numbers = input.flat().map(Number).filter(Number.isFinite);
    return numbers.length === 2
      ? `write [${numbers.join(', ')}]`
      : 'write two numbers, the lower and the upper limit';
  }
  const ends = Object.values(input ?? {}).filter((end) => typeof end === 'number');
  return ends.length === 2 ? `write [${ends.sort((a, b) => a - b).join(', ')}]` : undefined;
}

/** `3`, `3/5` and `3 out of 5` for `3 of 5`. */
export function shareSlip(text: string): string | undefined {
  if (/^\d+$/u.test(text)) {
    return `of how many? Such as ${text} of ${Number(text) + 2}`;
  }
  const [, some, all] = /^(\d+)\D+(\d+)\D*$/u.exec(text) ?? [];
  const meant = `${some} of ${all}`;
  return some === undefined || meant === text ? undefined : `write ${meant}`;
}
