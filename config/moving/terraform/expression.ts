import type { Effort } from './effort.ts';
import { called, isSame } from './functions.ts';
import { childOf, childrenOf, type Syntax, textIn } from './syntax.ts';
import { asText, at, entriesOf, isList, Unknown, type Value } from './values.ts';

/** What names mean where an expression stands. */
export interface Scope {
  /** What all of it may cost. */
  readonly effort: Effort;
  /**
   * Returns the value of a name with those behind it, as in `data.opsgenie_user.anna`, and how many
   * of those it took.
   */
  resolve(
    name: string,
    behind: readonly string[],
  ): { readonly value: Value; readonly used: number };
  /** Returns the text of a file, by its path from where Terraform runs. */
  file(path: string): Value;
}

/** Returns a scope in which some names mean something else. */
export function withNames(scope: Scope, names: Readonly<Record<string, Value>>): Scope {
  return {
    ...scope,
    resolve: (name, behind) => {
      return Object.hasOwn(names, name)
        ? { value: names[name] ?? null, used: 0 }
        : scope.resolve(name, behind);
    },
  };
}

/**
 * Returns the value of an expression, as far as it is known without Terraform.
 *
 * @throws RangeError if it is too much
 */
export function evaluated(node: Syntax, scope: Scope): Value {
  const value = known(node, scope);
  scope.effort.spendOn(value);
  return value;
}

function known(node: Syntax, scope: Scope): Value {
  switch (node.type) {
    case 'expression':
      return termValue(node.children, scope);
    case 'conditional':
      return conditionalValue(node, scope);
    case 'operation':
      return operationValue(node.children[0] ?? node, scope);
    case 'literal_value':
    case 'template_expr':
    case 'collection_value':
    case 'for_expr':
      return node.children[0] === undefined ? null : evaluated(node.children[0], scope);
    case 'numeric_lit':
      return Number(textIn(node));
    case 'bool_lit':
      return textIn(node) === 'true';
    case 'null_lit':
      return null;
    case 'string_lit':
    case 'quoted_template':
    case 'heredoc_template':
      return templateValue(node, scope);
    case 'tuple':
      return childrenOf(node, 'expression').map((one) => evaluated(one, scope));
    case 'object':
      return objectValue(node, scope);
    case 'for_tuple_expr':
    case 'for_object_expr':
      return forValue(node, scope);
    case 'function_call':
      return callValue(node, scope);
    default:
      return new Unknown(`"${textIn(node)}" is not read`);
  }
}

const BRACKETS = ['(', ')'];

/** A term, such as a name or a call, and what is asked of it: `.id`, `["a"]`, `[*].id`. */
function termValue(nodes: readonly Syntax[], scope: Scope): Value {
  const [first, ...behind] = nodes.filter(({ type }) => !BRACKETS.includes(type));
  if (first === undefined) {
    return null;
  }
  if (first.type !== 'variable_expr') {
    return asked(evaluated(first, scope), behind, first, scope);
  }
  const plain = behind.findIndex(({ type }) => type !== 'get_attr');
  const names = behind.slice(0, plain < 0 ? behind.length : plain).map(nameIn);
  const { value, used } = scope.resolve(textIn(first), names);
  return asked(value, behind.slice(used), first, scope);
}

function nameIn(node: Syntax): string {
  const name = childOf(node, 'identifier');
  return name === undefined ? '' : textIn(name);
}

/** Follows what is asked of a value, from left to right. */
function asked(value: Value, behind: readonly Syntax[], first: Syntax, scope: Scope): Value {
  const [next, ...rest] = behind;
  if (next === undefined) {
    return value;
  }
  const told = textIn({ source: first.source, from: first.from, to: next.to });
  const inner = next.children[0] ?? next;
  switch (next.type) {
    case 'get_attr':
      return asked(at(value, nameIn(next), told), rest, first, scope);
    case 'index': {
      const node = childOf(inner, 'expression');
      const key = node === undefined ? Number(textIn(inner).slice(1)) : evaluated(node, scope);
      return asked(at(value, key, told), rest, first, scope);
    }
    default: {
      const parts = [
        ...inner.children.filter(({ type }) => ['get_attr', 'index'].includes(type)),
        ...rest,
      ];
      const all = isList(value) ? value : value === null ? [] : [value];
      return value instanceof Unknown ? value : all.map((one) => asked(one, parts, first, scope));
    }
  }
}

function conditionalValue(node: Syntax, scope: Scope): Value {
  const [condition, yes, no] = childrenOf(node, 'expression').map(
    (one) => () => evaluated(one, scope),
  );
  const held = condition?.() ?? null;
  return held instanceof Unknown
    ? held
    : ((held === true || held === 'true' ? yes : no)?.() ?? null);
}

type Operator = (a: Value, b: Value) => Value;

const OPERATORS: Readonly<Record<string, Operator>> = {
  '==': (a, b) => isSame(a, b),
  '!=': (a, b) => !isSame(a, b),
  '<': (a, b) => Number(a) < Number(b),
  '<=': (a, b) => Number(a) <= Number(b),
  '>': (a, b) => Number(a) > Number(b),
  '>=': (a, b) => Number(a) >= Number(b),
  '+': (a, b) => Number(a) + Number(b),
  '-': (a, b) => Number(a) - Number(b),
  '*': (a, b) => Number(a) * Number(b),
  '/': (a, b) => Number(a) / Number(b),
  '%': (a, b) => Number(a) % Number(b),
  '&&': (a, b) => a === true && b === true,
  '||': (a, b) => a === true || b === true,
};

/** What the left side alone decides. */
const DECIDES: Readonly<Record<string, Value>> = { '&&': false, '||': true };

function operationValue(node: Syntax, scope: Scope): Value {
  if (node.type === 'unary_operation') {
    const [sign, ...operand] = node.children;
    const value = termValue(operand, scope);
    if (value instanceof Unknown) {
      return value;
    }
    return sign?.type === '!' ? value !== true && value !== 'true' : -Number(value);
  }
  const middle = node.children.findIndex(({ type }) => Object.hasOwn(OPERATORS, type));
  const operator = node.children[middle]?.type ?? '';
  const left = termValue(node.children.slice(0, middle), scope);
  if (left === DECIDES[operator]) {
    return left;
  }
  const right = termValue(node.children.slice(middle + 1), scope);
  const gap = [left, right].find((one) => one instanceof Unknown);
  return gap ?? OPERATORS[operator]?.(left, right) ?? null;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

/** Returns a text; what stands between its parts is of the file, since the grammar drops spaces. */
function templateValue(node: Syntax, scope: Scope): Value {
  const isHeredoc = node.type === 'heredoc_template';
  const edges = isHeredoc
    ? childrenOf(node, 'heredoc_identifier')
    : childrenOf(node, 'quoted_template_start', 'quoted_template_end');
  const parts = childrenOf(node, 'template_interpolation', 'template_directive');
  const [start, end] = edges;
  if (parts.some(({ type }) => type === 'template_directive')) {
    return new Unknown('a text with %{…} in it is known to Terraform alone');
  }
  const literal = (from: number, to: number) => {
    const text = node.source.slice(from, to);
    return isHeredoc ? text : unescaped(text);
  };
  let from = start?.to ?? node.from;
  const texts: string[] = [];
  for (const part of parts) {
    const value = evaluated(childOf(part, 'expression') ?? part, scope);
    const text = asText(value);
    if (text === undefined) {
      return value instanceof Unknown || (parts.length === 1 && isAlone(part, start, end))
        ? value
        : new Unknown(`"${textIn(part)}" is no text`, true);
    }
    texts.push(literal(from, part.from), text);
    from = part.to;
  }
  texts.push(literal(from, end?.from ?? node.to));
  return isHeredoc ? texts.join('').trim() : texts.join('');
}

/** `"${[1]}"` is the list itself, and no text. */
function isAlone(part: Syntax, start: Syntax | undefined, end: Syntax | undefined): boolean {
  return part.from === start?.to && part.to === end?.from;
}

function unescaped(text: string): string {
  return text
    .replace(/\\(?:u([0-9a-fA-F]{4})|([ntr"\\]))/gu, (_, code?: string, letter?: string) =>
      code === undefined
        ? (ESCAPES[letter ?? ''] ?? '')
        : String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replaceAll('$${', '${')
    .replaceAll('%%{', '%{');
}

function objectValue(node: Syntax, scope: Scope): Value {
  const pairs: (readonly [string, Value])[] = [];
  for (const element of childrenOf(node, 'object_elem')) {
    const [key, value] = childrenOf(element, 'expression');
    const name = key === undefined ? undefined : keyValue(key, scope);
    if (name instanceof Unknown) {
      return name;
    }
    pairs.push([asText(name ?? null) ?? '', value === undefined ? null : evaluated(value, scope)]);
  }
  return Object.fromEntries(pairs);
}

/** A name alone is the key itself; in brackets it is what the name means. */
function keyValue(key: Syntax, scope: Scope): Value {
  const [first, ...others] = key.children;
  return first?.type === 'variable_expr' && others.length === 0
    ? textIn(first)
    : evaluated(key, scope);
}

function forValue(node: Syntax, scope: Scope): Value {
  const intro = childOf(node, 'for_intro');
  const names = intro === undefined ? [] : childrenOf(intro, 'identifier').map(textIn);
  const list = intro && childOf(intro, 'expression');
  const over = list === undefined ? null : evaluated(list, scope);
  const entries = entriesOf(over);
  if (over instanceof Unknown || entries === undefined) {
    return over instanceof Unknown
      ? over
      : new Unknown(`"${textIn(node)}" goes through no list`, true);
  }
  const filter = childOf(node, 'for_cond');
  const condition = filter && childOf(filter, 'expression');
  const results = childrenOf(node, 'expression');
  const made: (readonly Value[])[] = [];
  for (const [key, value] of entries) {
    const [first = '', second] = names;
    const own = withNames(
      scope,
      second === undefined ? { [first]: value } : { [first]: key, [second]: value },
    );
    const held = condition === undefined ? true : evaluated(condition, own);
    const result = results.map((one) => evaluated(one, own));
    const gap =
      held instanceof Unknown ? held : node.type === 'for_object_expr' ? result[0] : undefined;
    if (gap instanceof Unknown) {
      return gap;
    }
    if (held === true) {
      made.push(result);
    }
  }
  if (node.type === 'for_tuple_expr') {
    return made.map(([one = null]) => one);
  }
  const pairs = made.map(([key = '', value = null]) => [String(key), value] as const);
  return childOf(node, 'ellipsis') === undefined
    ? Object.fromEntries(pairs)
    : Object.fromEntries(
        [...Map.groupBy(pairs, ([key]) => key)].map(([key, same]) => [
          key,
          same.map(([, value]) => value),
        ]),
      );
}

function callValue(node: Syntax, scope: Scope): Value {
  const list = childOf(node, 'function_arguments');
  const args =
    list === undefined ? [] : childrenOf(list, 'expression').map((one) => evaluated(one, scope));
  const last = args.at(-1);
  const spread =
    list !== undefined && childOf(list, 'ellipsis') !== undefined && last !== undefined;
  const name = nameIn(node);
  if (name === 'file' && typeof args[0] === 'string') {
    return scope.file(args[0]);
  }
  return called(name, spread ? [...args.slice(0, -1), ...(isList(last) ? last : [last])] : args);
}
