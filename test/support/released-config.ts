import type { Config } from '#core/team/config.ts';

/**
 * Returns a config as the version released last has it compiled, of what this one has: each loads
 * the same file, and makes its own of it. In 0.1.0 a rule on absence is one with a condition of
 * that kind.
 */
export function releasedConfig(config: Config): Config {
  const rules = config.rules.map((rule) =>
    rule.kind === 'absence'
      ? {
          ...rule,
          condition: { kind: 'absent', for: rule.absentFor },
          for: 0,
          keepFiringFor: 0,
          silent: 'fire',
        }
      : rule,
  );
  return { ...config, rules: rules as unknown as Config['rules'] };
}
