import { satisfies } from 'semver';

/** As much of package-lock.json as is looked at. */
export interface Lock {
  readonly packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  readonly optional?: boolean;
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
  engines?: { readonly node?: string };
}

/** The oldest of each Node that may run npm here; README.md names the first. */
const RUN_NPM = ['20.0.0', '22.0.0', '24.0.0'];

/**
 * The packages of which `npm ci` would warn with a Node that may run it (EBADENGINE). Of optional
 * ones it never does.
 */
export function unmet({ packages }: Lock): readonly string[] {
  const locked = Object.entries(packages).filter(([path]) => path !== '');
  return locked.flatMap(([path, { optional = false, engines }]) => {
    const asked = engines?.node ?? '*';
    return !optional && RUN_NPM.some((node) => !satisfies(node, asked)) ? [path] : [];
  });
}
