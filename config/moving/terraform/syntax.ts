import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A node of the syntax of a file in HCL, by the names of its grammar; a token has no children. */
export interface Syntax {
  readonly type: string;
  readonly children: readonly Syntax[];
  /** Where it stands in the text of its file. */
  readonly from: number;
  readonly to: number;
  readonly source: string;
}

/** Reads the text of a file; a fault tells where it is not HCL. */
export type ReadSyntax = (text: string) => { readonly root: Syntax } | { readonly fault: string };

/** The grammar of Terraform's language, as WebAssembly: nothing of its package is run. */
export const GRAMMAR = '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm';

/**
 * Loads what reads HCL, which only files of that language need; undefined if its grammar is not
 * there.
 */
export async function hclReader(): Promise<ReadSyntax | undefined> {
  const grammar = grammarFile();
  if (grammar === undefined) {
    return undefined;
  }
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) {
      return { fault: 'it cannot be read' };
    }
    try {
      const { rootNode } = tree;
      return rootNode.hasError ? { fault: faultIn(rootNode) } : { root: copied(rootNode, text) };
    } finally {
      tree.delete();
    }
  };
}

/** The published package has the grammar beside its programs, and not the package it is from. */
function grammarFile(): string | undefined {
  const beside = fileURLToPath(new URL(basename(GRAMMAR), import.meta.url));
  if (existsSync(beside)) {
    return beside;
  }
  try {
    return createRequire(import.meta.url).resolve(GRAMMAR);
  } catch {
    return undefined;
  }
}

/** A node of the parser, which lives in its memory until the tree is deleted. */
interface ParserNode {
  readonly type: string;
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  readonly children: readonly ParserNode[];
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: { readonly row: number };
}

function faultIn(node: ParserNode): string {
  if (node.isError || node.isMissing) {
    return `line ${node.startPosition.row + 1} is not in the language of Terraform`;
  }
  const inner = node.children.find((one) => one.hasError || one.isMissing);
  return inner === undefined ? 'it is not in the language of Terraform' : faultIn(inner);
}

function copied(node: ParserNode, source: string): Syntax {
  return {
    type: node.type,
    children: node.children
      .filter(({ type }) => type !== 'comment')
      .map((child) => copied(child, source)),
    from: node.startIndex,
    to: node.endIndex,
    source,
  };
}

/** Returns the text of a node, as it stands in its file. */
export function textIn({ source, from, to }: Pick<Syntax, 'source' | 'from' | 'to'>): string {
  return source.slice(from, to);
}

/** Returns the first child of a type. */
export function childOf(node: Syntax, ...types: readonly string[]): Syntax | undefined {
  return node.children.find(({ type }) => types.includes(type));
}

/** Returns the children of a type. */
export function childrenOf(node: Syntax, ...types: readonly string[]): readonly Syntax[] {
  return node.children.filter(({ type }) => types.includes(type));
}
