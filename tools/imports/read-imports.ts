import { type Node, parseSync, Visitor } from 'oxc-parser';

/** An import of a file: of values or types, static, dynamic, or by `export … from`. */
export interface Import {
  /** What it imports, as it is written; undefined if that is put together when it runs. */
  readonly from: string | undefined;
  readonly line: number;
}

/** Returns what a file imports, in the order of the file. Throws where it is no TypeScript. */
export function readImports(file: string, source: string): readonly Import[] {
  const parsed = parseSync(file, source);
  const { module, errors } = parsed;
  if (errors.length > 0) {
    throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  }
  const found: { readonly at: number; readonly from: string | undefined }[] = [
    ...module.staticImports.map(({ start, moduleRequest }) => ({
      at: start,
      from: moduleRequest.value,
    })),
    ...module.staticExports.flatMap(({ start, entries: [first] }) =>
      first?.moduleRequest ? [{ at: start, from: first.moduleRequest.value }] : [],
    ),
  ];
  const add = (at: number, source: Node) =>
    found.push({ at, from: source.type === 'Literal' ? String(source.value) : undefined });
  // Most files have none, and walking through all of them would take seconds.
  if (/\bimport\s*\(/.test(source)) {
    new Visitor({
      ImportExpression: (node) => add(node.start, node.source),
      TSImportType: (node) => add(node.start, node.source),
    }).visit(parsed.program);
  }
  const lineOf = (at: number) => source.slice(0, at).split('\n').length;
  return found.sort((a, b) => a.at - b.at).map(({ at, from }) => ({ from, line: lineOf(at) }));
}
