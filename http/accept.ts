/** A media type that a client accepts, in small letters. */
export interface Accepted {
  readonly type: string;
  /** The parameter `name=`; undefined if it is not given. */
  readonly parameter: (name: string) => string | undefined;
}

/** Parses the header `Accept` (RFC 9110, 12.5.1). */
export function acceptedTypes(accept = ''): readonly Accepted[] {
  return accept
    .toLowerCase()
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
      const parameter = (name: string) =>
        parameters.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
      return { type, parameter };
    });
}
