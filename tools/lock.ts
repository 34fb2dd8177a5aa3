import { satisfies } from 'semver';

/** The part of package-lock.json that is read. */
export interface Lock {
  readonly packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  readonly optional?: boolean;
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
  engines?: { readonly node?: string };
}

/** The oldest release of each supported Node line; README.md names the first. */
const RUN_NPM = ['20.0.0', '22.0.0', '24.0.0'];

/**
 * Returns the packages about which `npm ci` would warn (EBADENGINE) on a supported Node. It never
 * does about optional ones.
 */
export function unmet({ packages }: Lock): readonly string[] {
  const locked = Object.entries(packages).filter(([path]) => path !== '');
  return locked.flatMap(([path, { optional = false, engines }]) => {
    const asked = engines?.node ?? '*';
    return !optional && RUN_NPM.some((node) => !satisfies(node, asked)) ? [path] : [];
  });
}
