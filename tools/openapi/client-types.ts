import { openapi } from './document.ts';
import type { Parameter, Schema, Shown, ShownOperation } from './shown.ts';

const JSON_TYPE = 'application/json';

/** What programs of others ask, which have clients of their own. */
const LEFT_OUT = ['exportMetrics', 'fetchCalendar'];

const HEADING = `// biome-ignore-all format: written by "npm run openapi"
// biome-ignore-all lint: written by "npm run openapi"

/*
 * What our own API takes and answers, made of the document of the API by "npm run openapi".
 */
`;

/** Returns the types of the client, and which operation is asked where. */
export function clientTypes(): string {
  const document = openapi() as unknown as Shown;
  const operations = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    .filter(({ operation }) => !LEFT_OUT.includes(operation.operationId));
  const used = new Set<string>();
  const typeOf = typeWriter(used);
  const methods = operations.map(({ operation }) => methodOf(operation, document, typeOf));
  const rows = operations.map(({ path, method, operation }) => {
    const statuses = Object.keys(answersOf(operation, document)).join(', ');
    return `  ${operation.operationId}: ['${method.toUpperCase()}', '${path}', [${statuses}]],`;
  });
  return [
    HEADING,
    'export interface Operations {',
    methods.join('\n'),
    '}',
    '',
    '/** By which method and path an operation is asked, and with which statuses it is answered. */',
    'export const OPERATIONS = {',
    ...rows,
    '} as const;',
    ...interfacesOf(document.components.schemas, used, typeOf),
    '',
  ].join('\n');
}

type TypeOf = (schema: Schema, indent: string, isGiven?: boolean) => string;

/** Returns the interfaces of all that is used, and of what that uses. */
function interfacesOf(
  schemas: Shown['components']['schemas'],
  used: ReadonlySet<string>,
  typeOf: TypeOf,
): readonly string[] {
  const written = new Map<string, string>();
  // What is written may use more.
  for (const name of used) {
    const schema = schemas[name] ?? {};
    written.set(name, `\nexport interface ${name} ${typeOf(schema, '')}`);
  }
  return [...written].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

function methodOf(operation: ShownOperation, document: Shown, typeOf: TypeOf): string {
  const { operationId, summary, description, parameters = [], requestBody } = operation;
  const part = (where: Parameter['in']) => {
    const some = parameters.filter((parameter) => parameter.in === where);
    const properties = some.map(({ name, schema, description: told }) => {
      return [name, { ...schema, ...(told !== undefined && { description: told }) }] as const;
    });
    const required = some.filter((one) => one.required).map(({ name }) => name);
    const schema = { type: 'object', properties: Object.fromEntries(properties), required };
    const mark = required.length > 0 ? '' : '?';
    return some.length === 0 ? [] : [`${where}${mark}: ${typeOf(schema, '    ', true)}`];
  };
  const body = requestBody?.content[JSON_TYPE]?.schema;
  const parts = [
    ...part('path'),
    ...part('query'),
    ...(body ? [`body: ${typeOf(body, '    ', true)}`] : []),
  ];
  const isNeeded = parts.some((one) => !/^\w+\?/.test(one));
  const request = parts.map((one) => `\n    readonly ${one};`).join('');
  const argument = parts.length === 0 ? '' : `request${isNeeded ? '' : '?'}: {${request}\n  }`;
  const answers = Object.values(answersOf(operation, document));
  const answer = [...new Set(answers.map((schema) => typeOf(schema, '  ')))].join(' | ');
  const told = `${summary} ${description}`;
  return `${comment(told, '  ')}  readonly ${operationId}: (${argument}) => Promise<${answer}>;`;
}

/** Returns what an operation is answered with in JSON that is no problem, by status. */
function answersOf(operation: ShownOperation, { components }: Shown) {
  const found = Object.entries(operation.responses).flatMap(([status, answer]) => {
    const name = answer.$ref?.split('/').at(-1) ?? '';
    const schema = (answer.content ?? components.responses[name]?.content)?.[JSON_TYPE]?.schema;
    return schema === undefined ? [] : [[status, schema] as const];
  });
  return Object.fromEntries(found);
}

/** Types of TypeScript for schemas, and notes those that have names. */
function typeWriter(used: Set<string>): TypeOf {
  const typeOf: TypeOf = (schema, indent, isGiven = false) => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').at(-1) ?? '';
      used.add(name);
      return name;
    }
    const values = schema.enum ?? ('const' in schema ? [schema.const] : undefined);
    if (values !== undefined) {
      return values.map((value) => literal(value)).join(' | ');
    }
    if (schema.anyOf !== undefined) {
      return schema.anyOf.map((one) => typeOf(one, indent, isGiven)).join(' | ');
    }
    if (Array.isArray(schema.type)) {
      const types: readonly string[] = schema.type;
      return types.map((type) => typeOf({ ...schema, type }, indent, isGiven)).join(' | ');
    }
    switch (schema.type) {
      case 'array':
        return `readonly (${typeOf(schema.items ?? {}, indent, isGiven)})[]`;
      case 'object':
        return objectType(schema, indent, isGiven);
      case 'integer':
        return 'number';
      default:
        return schema.type?.toString() ?? 'unknown';
    }
  };
  const objectType = (schema: Schema, indent: string, isGiven: boolean): string => {
    const { properties, required = [], additionalProperties: others } = schema;
    if (properties === undefined) {
      const value = typeof others === 'object' ? typeOf(others, indent, isGiven) : 'unknown';
      return `Readonly<Record<string, ${value}>>`;
    }
    const inner = `${indent}  `;
    const lines = Object.entries(properties).map(([name, property]) => {
      const isOptional = !required.includes(name);
      // Whoever asks may hand on what was not given.
      const type = typeOf(property, inner, isGiven) + (isOptional && isGiven ? ' | undefined' : '');
      return `${comment(property.description, inner)}${inner}readonly ${name}${isOptional ? '?' : ''}: ${type};`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  };
  return typeOf;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Returns a comment of one line, or of as many as fit 100 columns. */
function comment(text: string | undefined, indent: string): string {
  if (text === undefined) {
    return '';
  }
  const words = text.split(/\s+/u);
  const lines = [''];
  for (const word of words) {
    const last = lines.at(-1) ?? '';
    if (`${indent} * ${last} ${word}`.length > 96) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
  }
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}
