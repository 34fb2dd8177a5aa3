import { evaluated, type Scope, withNames } from './expression.ts';
import { childOf, childrenOf, type Syntax, textIn } from './syntax.ts';
import { entriesOf, isList, Unknown, type Value, type Values } from './values.ts';

/** A block of Terraform's language: `resource "opsgenie_user" "anna" { … }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, Syntax>;
  readonly blocks: readonly Block[];
}

/** Returns the attributes and blocks of a file, or of what stands between braces. */
export function bodyOf(node: Syntax | undefined): Pick<Block, 'attributes' | 'blocks'> {
  const inner = node === undefined ? [] : node.children;
  const attributes = inner
    .filter(({ type }) => type === 'attribute')
    .flatMap((one) => {
      const [name, value] = [childOf(one, 'identifier'), childOf(one, 'expression')];
      return name === undefined || value === undefined ? [] : [[textIn(name), value] as const];
    });
  return {
    attributes: new Map(attributes),
    blocks: inner.filter(({ type }) => type === 'block').map(blockOf),
  };
}

function blockOf(node: Syntax): Block {
  const [type = '', ...labels] = childrenOf(node, 'identifier', 'string_lit').map((one) =>
    textIn(one).replace(/^"(.*)"$/su, '$1'),
  );
  return { type, labels, ...bodyOf(childOf(node, 'body')) };
}

/** What says how Terraform makes a resource, and is no part of it. */
const META = new Set([
  'lifecycle',
  'provisioner',
  'connection',
  'depends_on',
  'provider',
  'count',
  'for_each',
]);

/** Returns the values of a block: its attributes, and a list for each type of the blocks within. */
export function valuesOf(
  { attributes, blocks }: Pick<Block, 'attributes' | 'blocks'>,
  scope: Scope,
): Values {
  const own = [...attributes].map(([name, node]) => [name, evaluated(node, scope)] as const);
  const inner = blocks.flatMap((block) => innerValues(block, scope));
  const lists = [...Map.groupBy(inner, ([type]) => type)].map(([type, same]) => {
    const gap = same.find(([, value]) => value instanceof Unknown)?.[1];
    return [type, gap ?? same.flatMap(([, value]) => (isList(value) ? value : [value]))] as const;
  });
  return Object.fromEntries([...own, ...lists].filter(([name]) => !META.has(name)));
}

/** A block within another; `dynamic` stands for one of each of its `for_each`. */
function innerValues(block: Block, scope: Scope): readonly (readonly [string, Value])[] {
  const [type = ''] = block.labels;
  if (block.type !== 'dynamic') {
    return [[block.type, valuesOf(block, scope)]];
  }
  const over = block.attributes.get('for_each');
  const iterator = block.attributes.get('iterator');
  const content = block.blocks.find((one) => one.type === 'content');
  const value = over === undefined ? null : evaluated(over, scope);
  const entries = entriesOf(value);
  if (value instanceof Unknown || entries === undefined || content === undefined) {
    return [
      [type, value instanceof Unknown ? value : new Unknown(`its for_each goes through no list`)],
    ];
  }
  const name = iterator === undefined ? type : textIn(iterator);
  return [
    [
      type,
      entries.map(([key, one]) =>
        valuesOf(content, withNames(scope, { [name]: { key, value: one } })),
      ),
    ],
  ];
}
