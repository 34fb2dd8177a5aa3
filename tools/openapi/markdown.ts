/* The page docs/api.md, made of the document of the API. */

import type { Answer, Media, Parameter, Schema, Shown, ShownOperation } from './shown.ts';

type Json = Readonly<Record<string, unknown>>;

const HEAD = `# The API

Made of [schema/openapi.json](../schema/openapi.json) by \`npm run openapi\`: change the contract beside a route (\`*.contract.ts\`), and not this page. A platform tells the document with its own address at \`/v1/openapi.json\`, for tools that make clients of it.

In the examples \`WARDBELL_URL\` is the address of your platform and \`WARDBELL_KEY\` a key, as for the [command line](command-line.md).
`;

/** Returns the page made from the document. */
export function apiPage(document: Json): string {
  const shown = document as unknown as Shown;
  const sections = shown.tags.map(({ name, 'x-displayName': title, description }) => {
    const operations = operationsOf(shown, name).map(({ method, path, operation }) =>
      operationPart(shown, method, path, operation),
    );
    return `## ${title}\n\n${description}\n\n${operations.join('\n')}`;
  });
  const schemas = Object.entries(shown.components.schemas).flatMap(([name, schema]) =>
    schema.properties === undefined ? [] : [`### ${name} (schema)\n\n${fieldTable(schema)}`],
  );
  const parts = [
    HEAD,
    shown.info.description,
    ...sections,
    '## What is sent and answered',
    ...schemas,
  ];
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
}

function operationsOf({ paths }: Shown, tag: string) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

function operationPart(
  shown: Shown,
  method: string,
  path: string,
  operation: ShownOperation,
): string {
  const { operationId, summary, description, parameters = [], requestBody } = operation;
  const media = Object.entries(requestBody?.content ?? {});
  const parts = [
    `### ${operationId}`,
    `\`${method} ${path}\``,
    `${summary} ${description.replaceAll('\n\n', ' ')}`,
    parameters.length > 0 ? parameterTable(parameters) : undefined,
    media.length > 0 ? bodyPart(media) : undefined,
    answerTable(shown, operation.responses),
    example(method, path, operation),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function parameterTable(parameters: readonly Parameter[]): string {
  const rows = parameters.map(({ name, in: where, required, description = '', schema }) => {
    const place = { path: 'path', query: 'query', header: 'header' }[where];
    const need = required && where !== 'path' ? ', required' : '';
    return `| \`${name}\` | ${place}${need} | ${typeOf(schema)} | ${cell(description)} |`;
  });
  return ['| parameter | in | type | |', '|---|---|---|---|', ...rows].join('\n');
}

function bodyPart(media: readonly (readonly [string, Media])[]): string {
  const types = media.map(([type]) => `\`${type}\``).join(' or ');
  const [, first] = media[0] ?? [];
  const schema = first?.schema ?? {};
  return schema.properties === undefined
    ? `The body is ${types}${schema.$ref === undefined ? '' : `: ${typeOf(schema)}`}.`
    : `The body is ${types}:\n\n${fieldTable(schema)}`;
}

function fieldTable({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const need = required.includes(name) ? '' : ', optional';
    return `| \`${name}\` | ${typeOf(schema)}${need} | ${cell(schema.description ?? '')} |`;
  });
  return ['| field | type | |', '|---|---|---|', ...rows].join('\n');
}

function answerTable({ components }: Shown, responses: ShownOperation['responses']): string {
  const answers = Object.entries(responses).map(([status, given]) => {
    const named = given.$ref?.split('/').at(-1);
    return { status, answer: named === undefined ? given : (components.responses[named] ?? given) };
  });
  const isProblem = ({ answer }: { readonly answer: Answer }) => answer.description.startsWith('`');
  const rows = answers
    .filter((one) => !isProblem(one))
    .map(({ status, answer }) => {
      const [media] = Object.values(answer.content ?? {});
      const what = media?.schema === undefined ? '' : typeOf(media.schema);
      return `| ${status} | ${cell(answer.description)} | ${what} |`;
    });
  const problems = answers
    .filter(isProblem)
    .map(({ status, answer }) => `${status} ${answer.description}`);
  const table = ['| answer | | type |', '|---|---|---|', ...rows].join('\n');
  return `${table}\n\nRefused: ${problems.join('; ')}.`;
}

/** Returns a type in words; one that has a name leads to its fields. */
function typeOf(schema: Schema): string {
  const { $ref, enum: values, const: only, items, anyOf, type, additionalProperties } = schema;
  if ($ref !== undefined) {
    const name = $ref.split('/').at(-1) ?? '';
    return `[${name}](#${name.toLowerCase()}-schema)`;
  }
  if (values !== undefined || only !== undefined) {
    return (values ?? [only]).map((value) => `\`${String(value)}\``).join(', ');
  }
  if (anyOf !== undefined) {
    return anyOf.map(typeOf).join(' or ');
  }
  if (items !== undefined) {
    return `list of ${typeOf(items)}`;
  }
  if (typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0) {
    return `names and ${typeOf(additionalProperties)}`;
  }
  if (Array.isArray(type)) {
    const types: readonly string[] = type;
    return types.map((one) => typeOf({ ...schema, type: one })).join(' or ');
  }
  const word = type === 'string' ? textWord(schema) : (type ?? 'anything');
  return `${word}${rangeOf(schema)}`;
}

function textWord({ format }: Schema): string {
  const words: Readonly<Record<string, string>> = { 'date-time': 'time', binary: 'bytes' };
  return words[format ?? ''] ?? 'text';
}

function rangeOf({ minimum, maximum }: Schema): string {
  return minimum === undefined || maximum === undefined ? '' : `, ${minimum} to ${maximum}`;
}

function example(method: string, path: string, operation: ShownOperation): string | undefined {
  const { parameters = [], requestBody, security } = operation;
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (media !== undefined && media.example === undefined) {
    return undefined;
  }
  const query = parameters.filter((one) => one.in === 'query' && one.example !== undefined);
  const asked = query.map(
    ({ name, example: value }) => `${name}=${encodeURIComponent(value ?? '')}`,
  );
  const at = parameters
    .filter((one) => one.in === 'path')
    .reduce((all, { name, example: value = `$${name.toUpperCase()}` }) => {
      return all.replace(`{${name}}`, value);
    }, path);
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "$WARDBELL_URL${at}${asked.length > 0 ? `?${asked.join('&')}` : ''}"`,
    ...(security.length > 0 ? ['-H "authorization: Bearer $WARDBELL_KEY"'] : []),
    ...(media === undefined
      ? []
      : [`-H "content-type: ${type}"`, `-d '${JSON.stringify(media.example)}'`]),
  ];
  return `\`\`\`sh\n${lines.join(' \\\n  ')}\n\`\`\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
