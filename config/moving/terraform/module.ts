import { posix } from 'node:path';
import { type Block, valuesOf } from './blocks.ts';
import { withDefaults } from './defaults.ts';
import type { Effort } from './effort.ts';
import { evaluated, type Scope, withNames } from './expression.ts';
import type { Syntax } from './syntax.ts';
import { ADDRESS, asText, entriesOf, Unknown, type Value, type Values } from './values.ts';

/** The blocks of the files of each folder: a module is a folder. */
export type Folders = ReadonlyMap<string, readonly Block[]>;

/** A resource, or a data source, as far as it is known; its address is its `id`. */
export interface Instance {
  readonly type: string;
  readonly address: string;
  readonly isData: boolean;
  readonly values: Values;
}

/** A resource of which is not known how often there is one, and why. */
export interface Uncounted {
  readonly type: string;
  readonly address: string;
  readonly why: string;
}

/** Who calls a module, and with what. */
interface Call {
  /** Where it stands in the addresses of its resources, such as `module.wards.`. */
  readonly prefix: string;
  readonly inputs: Values;
  readonly effort: Effort;
  /** The folder where Terraform runs. */
  readonly root: string;
  readonly file: Scope['file'];
  /** Folders of the modules above it, which it cannot call. */
  readonly above?: readonly string[];
}

/** A module that is called: names are looked up when they are asked for, and once. */
export class Module {
  readonly #folder: string;
  readonly #folders: Folders;
  readonly #call: Call;
  readonly #blocks: readonly Block[];
  readonly #known = new Map<string, Value>();
  readonly #asked = new Set<string>();
  readonly #modules = new Map<string, readonly (readonly [Value | undefined, Module])[]>();
  readonly #scope: Scope;

  constructor(folder: string, folders: Folders, call: Call) {
    this.#folder = folder;
    this.#folders = folders;
    this.#call = call;
    this.#blocks = folders.get(folder) ?? [];
    const { effort, file } = call;
    this.#scope = { effort, file, resolve: (name, behind) => this.#resolve(name, behind) };
    effort.spend(PER_MODULE);
  }

  /** Returns all that there is in it and in the modules that it calls. */
  all(): { readonly instances: readonly Instance[]; readonly uncounted: readonly Uncounted[] } {
    const own = this.#blocks.filter(({ type }) => type === 'resource' || type === 'data');
    const made = own.map((block) => this.#instancesOf(block));
    const inner = this.#blocks
      .filter(({ type }) => type === 'module')
      .map((block) => this.#called(block));
    const modules = inner.flatMap(({ modules: called }) => called.map(([, one]) => one.all()));
    return {
      instances: [
        ...made.flatMap(({ instances }) => instances.map(([, one]) => one)),
        ...modules.flatMap((one) => one.instances),
      ],
      uncounted: [
        ...made.flatMap(({ uncounted }) => uncounted ?? []),
        ...inner.flatMap(({ uncounted }) => uncounted ?? []),
        ...modules.flatMap((one) => one.uncounted),
      ],
    };
  }

  #output(name: string): Value {
    return this.#once(`output ${name}`, () => {
      const value = this.#blockOf('output', name)?.attributes.get('value');
      return value === undefined
        ? new Unknown(`it has no output "${name}"`, true)
        : evaluated(value, this.#scope);
    });
  }

  #blockOf(...[type, ...labels]: readonly string[]): Block | undefined {
    return this.#blocks.find((one) => one.type === type && one.labels.join() === labels.join());
  }

  #resolve(name: string, behind: readonly string[]): { value: Value; used: number } {
    const [first = '', second = ''] = behind;
    switch (name) {
      case 'var':
        return { value: this.#once(`var ${first}`, () => this.#variable(first)), used: 1 };
      case 'local':
        return { value: this.#once(`local ${first}`, () => this.#local(first)), used: 1 };
      case 'module':
        return { value: this.#once(`module ${first}`, () => this.#outputs(first)), used: 1 };
      case 'data':
        return {
          value: this.#once(`data ${first} ${second}`, () => this.#resource('data', first, second)),
          used: 2,
        };
      case 'path': {
        const here = first === 'module' ? posix.relative(this.#call.root, this.#folder) : '';
        return { value: here === '' ? '.' : here, used: 1 };
      }
      case 'each':
      case 'count':
      case 'self':
      case 'terraform':
        return {
          value: new Unknown(`${[name, first].join('.')} is known to Terraform alone`),
          used: 1,
        };
      default:
        return {
          value: this.#once(`${name} ${first}`, () => this.#resource('resource', name, first)),
          used: 1,
        };
    }
  }

  /** Looks something up once; what asks for itself is not known. */
  #once(key: string, look: () => Value): Value {
    const known = this.#known.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#asked.has(key)) {
      return new Unknown(`${key.replaceAll(' ', '.')} asks for itself`, true);
    }
    this.#asked.add(key);
    const value = look();
    this.#asked.delete(key);
    this.#known.set(key, value);
    return value;
  }

  #variable(name: string): Value {
    const block = this.#blockOf('variable', name);
    const usual = block?.attributes.get('default');
    const given = this.#call.inputs[name];
    const value = given ?? (usual === undefined ? undefined : evaluated(usual, this.#scope));
    return value === undefined
      ? new Unknown(`var.${name} has no value: give the .tfvars that has it`)
      : withDefaults(value, block?.attributes.get('type'), this.#scope);
  }

  #local(name: string): Value {
    const node = this.#blocks
      .filter(({ type }) => type === 'locals')
      .flatMap(({ attributes }) => attributes.get(name) ?? [])
      .at(-1);
    return node === undefined
      ? new Unknown(`local.${name} is not in these files`)
      : evaluated(node, this.#scope);
  }

  #resource(kind: 'data' | 'resource', type: string, name: string): Value {
    const block = this.#blockOf(kind, type, name);
    if (block === undefined) {
      return new Unknown(
        `${[...(kind === 'data' ? [kind] : []), type, name].join('.')} is not in these files`,
      );
    }
    const { instances, uncounted } = this.#instancesOf(block);
    return uncounted === undefined
      ? collected(
          instances.map(([key, { address, values }]) => [
            key,
            Object.assign({ ...values }, { [ADDRESS]: address }),
          ]),
          block,
        )
      : new Unknown(uncounted.why);
  }

  #instancesOf(block: Block): Made {
    const [type = '', name = ''] = block.labels;
    const isData = block.type === 'data';
    const plain = `${this.#call.prefix}${isData ? 'data.' : ''}${type}.${name}`;
    const keys = this.#keysOf(block);
    if (keys instanceof Unknown) {
      return { instances: [], uncounted: { type, address: plain, why: keys.why } };
    }
    return {
      instances: keys.map(([key, names]) => {
        this.#call.effort.spend(PER_RESOURCE);
        const address = addressed(plain, key);
        const values = valuesOf(block, withNames(this.#scope, names));
        return [key, { type, address, isData, values: { ...values, id: address } }];
      }),
    };
  }

  /** Returns the keys of what a block stands for, and what `each` and `count` are for each. */
  #keysOf({ attributes }: Block): Unknown | readonly (readonly [Value | undefined, Values])[] {
    const [each, count] = [attributes.get('for_each'), attributes.get('count')];
    if (each === undefined && count === undefined) {
      return [[undefined, {}]];
    }
    const value = evaluated(each ?? (count as Syntax), this.#scope);
    if (value instanceof Unknown) {
      return new Unknown(`how many there are is not known: ${value.why}`);
    }
    if (each === undefined) {
      const length = Math.max(0, Number(value) || 0);
      if (length > MOST) {
        return new Unknown(`there are ${length} of it, and ${MOST} are read at most`);
      }
      return Array.from({ length }, (_, index) => [index, { count: { index } }]);
    }
    return (entriesOf(value) ?? []).map(([key, one]) => {
      const name = typeof key === 'number' ? one : key;
      return [name, { each: { key: name, value: one } }];
    });
  }

  #outputs(name: string): Value {
    const block = this.#blockOf('module', name);
    if (block === undefined) {
      return new Unknown(`module.${name} is not in these files`);
    }
    const { modules, uncounted } = this.#called(block);
    return uncounted === undefined
      ? collected(
          modules.map(([key, one]) => [key, one.outputs()]),
          block,
        )
      : new Unknown(uncounted.why);
  }

  /** Returns all outputs; each is looked up when it is asked for. */
  outputs(): Values {
    const names = this.#blocks
      .filter(({ type }) => type === 'output')
      .flatMap(({ labels }) => labels);
    return Object.defineProperties(
      {},
      Object.fromEntries(
        names.map((name) => [name, { enumerable: true, get: () => this.#output(name) }]),
      ),
    );
  }

  #called(block: Block): {
    readonly modules: readonly (readonly [Value | undefined, Module])[];
    readonly uncounted?: Uncounted;
  } {
    const [name = ''] = block.labels;
    const known = this.#modules.get(name);
    if (known !== undefined) {
      return { modules: known };
    }
    const address = `${this.#call.prefix}module.${name}`;
    const told = block.attributes.get('source');
    const source = told === undefined ? '' : (asText(evaluated(told, this.#scope)) ?? '');
    const folder = inFolder(this.#folder, source);
    const above = [...(this.#call.above ?? []), this.#folder];
    if (!source.startsWith('.') || !this.#folders.has(folder) || above.includes(folder)) {
      const why = `the files of its source "${source}" are not given`;
      return { modules: [], uncounted: { type: 'module', address, why } };
    }
    const keys = this.#keysOf(block);
    if (keys instanceof Unknown) {
      return { modules: [], uncounted: { type: 'module', address, why: keys.why } };
    }
    const modules = keys.map(([key, names]) => {
      const {
        source: _,
        version: __,
        providers: ___,
        ...inputs
      } = valuesOf(block, withNames(this.#scope, names));
      return [
        key,
        new Module(folder, this.#folders, {
          ...this.#call,
          prefix: `${addressed(address, key)}.`,
          inputs,
          above,
        }),
      ] as const;
    });
    this.#modules.set(name, modules);
    return { modules };
  }
}

/** Returns the folder of a source, as the folders of the files are written: the first is empty. */
export function inFolder(folder: string, source: string): string {
  const path = posix.join(folder, source).replace(/\/$/u, '');
  return path === '.' ? '' : path;
}

interface Made {
  readonly instances: readonly (readonly [Value | undefined, Instance])[];
  readonly uncounted?: Uncounted;
}

/** What one costs, in steps: there are at most 10,000 modules, or 100,000 resources. */
const PER_MODULE = 300;
const PER_RESOURCE = 30;

/** How many there are of one resource at most. */
const MOST = 1000;

function addressed(plain: string, key: Value | undefined): string {
  return key === undefined ? plain : `${plain}[${JSON.stringify(key)}]`;
}

/** One alone is itself; those of `count` are a list, and those of `for_each` have their keys. */
function collected(
  all: readonly (readonly [Value | undefined, Value])[],
  { attributes }: Block,
): Value {
  if (attributes.has('for_each')) {
    return Object.fromEntries(all.map(([key, one]) => [String(key), one]));
  }
  return attributes.has('count') ? all.map(([, one]) => one) : (all[0]?.[1] ?? null);
}
