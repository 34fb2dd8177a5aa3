import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the type declarations of these modules and of all their imports into the folder, in the
 * layout of the repository.
 */
export function declareTypes(root: string, modules: readonly string[], folder: string): void {
  const project = join(root, 'tsconfig.build.json');
  const compilerOptions = {
    noEmit: false,
    emitDeclarationOnly: true,
    declaration: true,
    rootDir: root,
    outDir: folder,
  };
  writeFileSync(
    project,
    JSON.stringify({ extends: './tsconfig.json', compilerOptions, include: [], files: modules }),
  );
  try {
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { status } = spawnSync(tsc, ['-p', project], { stdio: 'inherit' });
    if (status !== 0) {
      throw new Error('The types of the package cannot be declared; see above.');
    }
  } finally {
    rmSync(project);
  }
}
