import { readFileSync, writeFileSync } from 'node:fs';
import { countArchive } from './cost/archive.ts';
import { countChecks } from './cost/checks.ts';
import { countedModule } from './cost/counted-module.ts';
import { countFlows } from './cost/flows.ts';
import { countKept } from './cost/kept.ts';
import { countLoads } from './cost/loads.ts';
import { countObjectives } from './cost/objectives.ts';
import { costTables, limitTable } from './cost/page.ts';
import { recommendedPlan } from './cost/plan.ts';
import { stackUsage } from './cost/stack.ts';
import { countViewers } from './cost/viewers.ts';
import { withTables } from './page-tables.ts';

const file = new URL('../docs/cost.md', import.meta.url);
const counts = new URL('../deployment/capacity/counted.ts', import.meta.url);

if (process.argv.includes('--limits')) {
  console.log(limitTable(await countLoads(), recommendedPlan()));
} else {
  const counted = {
    flows: await countFlows(),
    stack: stackUsage(),
    loads: await countLoads(),
    plan: recommendedPlan(),
  };
  const tables = costTables({
    ...counted,
    viewers: await countViewers(),
    kept: await countKept(),
    archive: await countArchive(),
    objectives: await countObjectives(),
    checks: await countChecks(),
  });
  if (process.argv.includes('--write')) {
    writeFileSync(counts, countedModule(counted));
    writeFileSync(file, withTables(readFileSync(file, 'utf8'), tables));
  } else {
    for (const [name, table] of Object.entries(tables)) {
      console.log(`${name}\n\n${table}\n`);
    }
  }
}
