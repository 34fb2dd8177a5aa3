import { evaluated, type Scope } from './expression.ts';
import { childOf, childrenOf, type Syntax, textIn } from './syntax.ts';
import { isList, isValues, Unknown, type Value } from './values.ts';

/**
 * Returns a value with what the type of its variable gives to attributes that it leaves out:
 * `optional(string, "UTC")` gives UTC, and `optional(string)` null.
 */
export function withDefaults(value: Value, type: Syntax | undefined, scope: Scope): Value {
  const call = type === undefined ? undefined : callIn(type);
  if (value instanceof Unknown || value === null || call === undefined) {
    return value;
  }
  const { name, args } = call;
  const [inner] = args;
  switch (name) {
    case 'list':
    case 'set':
      return isList(value) ? value.map((one) => withDefaults(one, inner, scope)) : value;
    case 'map':
      return isValues(value) ? mapped(value, (one) => withDefaults(one, inner, scope)) : value;
    case 'object':
      return isValues(value) ? { ...value, ...filled(value, inner, scope) } : value;
    case 'optional':
      return withDefaults(value, inner, scope);
    default:
      return value;
  }
}

function callIn(
  type: Syntax,
): { readonly name: string; readonly args: readonly Syntax[] } | undefined {
  const call = childOf(type, 'function_call');
  const name = call && childOf(call, 'identifier');
  const list = call && childOf(call, 'function_arguments');
  return (
    name && { name: textIn(name), args: list === undefined ? [] : childrenOf(list, 'expression') }
  );
}

function mapped(value: Readonly<Record<string, Value>>, change: (one: Value) => Value) {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one)]));
}

function filled(value: Readonly<Record<string, Value>>, type: Syntax | undefined, scope: Scope) {
  const object = type && childOf(type, 'collection_value')?.children[0];
  const elements = object === undefined ? [] : childrenOf(object, 'object_elem');
  return Object.fromEntries(
    elements.flatMap((element): readonly (readonly [string, Value])[] => {
      const [key, own] = childrenOf(element, 'expression');
      if (key === undefined || own === undefined) {
        return [];
      }
      const name = textIn(key);
      const given = value[name];
      if (given !== undefined && given !== null) {
        return [[name, withDefaults(given, own, scope)]];
      }
      const call = callIn(own);
      const usual = call?.name === 'optional' ? call.args[1] : undefined;
      return call?.name === 'optional'
        ? [
            [
              name,
              usual === undefined
                ? null
                : withDefaults(evaluated(usual, scope), call.args[0], scope),
            ],
          ]
        : [];
    }),
  );
}
