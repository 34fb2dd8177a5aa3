declare module 'parse-prometheus-text-format' {
  interface Parsed {
    readonly name: string;
    readonly help: string;
    readonly type: string;
    readonly metrics: readonly {
      readonly value?: string;
      readonly labels?: Readonly<Record<string, string>>;
      readonly sum?: string;
      readonly count?: string;
    }[];
  }
  export default function parse(text: string): readonly Parsed[];
}
