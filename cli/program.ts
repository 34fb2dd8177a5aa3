import { Command, Help } from 'commander';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { addActions } from './act.ts';
import { addAudit } from './audit.ts';
import { addAway } from './away.ts';
import { addBacktest } from './backtest.ts';
import { addCalendar } from './calendar.ts';
import { withZones } from './clocks.ts';
import { addContacts } from './contacts.ts';
import { addDemo } from './demo.ts';
import { withExamples } from './examples.ts';
import { addExchanges } from './exchange.ts';
import { exitCodesHelp } from './failure.ts';
import { addForecast } from './forecast.ts';
import { addHandOff } from './hand-off.ts';
import { addHeartbeats } from './heartbeats.ts';
import { addHolidays } from './holidays.ts';
import { addImport } from './import.ts';
import { addIncidents } from './incidents.ts';
import { addInit } from './init.ts';
import { addKeys } from './keys.ts';
import { addLimits } from './limits.ts';
import { addOncall } from './oncall.ts';
import { addOverride } from './override.ts';
import { addPages } from './pages.ts';
import { addProbe } from './probe.ts';
import { addPseudonym } from './pseudonym.ts';
import { addQualify } from './qualify.ts';
import { addRepair } from './repair.ts';
import { addReport } from './report.ts';
import { addSilence } from './silence.ts';
import { addSimulate } from './simulate.ts';
import { addSlo } from './slo.ts';
import { addStart } from './start.ts';
import { addSubjects } from './subjects.ts';
import { addValidate } from './validate-command.ts';
import { addVersion } from './version.ts';

/** Functions that add their commands to the program, in the order of the help. */
const COMMANDS = [
  addInit,
  addValidate,
  addHolidays,
  addImport,
  addSimulate,
  addBacktest,
  addForecast,
  addSlo,
  addQualify,
  addStart,
  addRepair,
  addDemo,
  addIncidents,
  addActions,
  addPages,
  addReport,
  addOncall,
  addOverride,
  addAway,
  addExchanges,
  addHandOff,
  addCalendar,
  addSilence,
  addSubjects,
  addLimits,
  addPseudonym,
  addHeartbeats,
  addProbe,
  addKeys,
  addContacts,
  addAudit,
  addVersion,
];

const HELP_HINT = '(add --help for more)';

/** Creates the command line program. */
export function createProgram(): Command {
  const program = withZones(new Command('wardbell'))
    .description('Alerting and paging for hospitals: samples in, a page out.')
    .version(
      OWN_PACKAGE.version,
      '-V, --version',
      'print the version, and the hash of the config here or of --config <file>',
    )
    .configureHelp({ showGlobalOptions: true, visibleGlobalOptions })
    .exitOverride()
    .showHelpAfterError(HELP_HINT)
    .addHelpText(
      'after',
      `
${exitCodesHelp()}

Commands that talk to the platform take --url and --key, or WARDBELL_URL and WARDBELL_KEY.
Times without an offset are in the time_zone of the config; --utc and --zone change that.`,
    );
  for (const add of COMMANDS) {
    add(program);
  }
  withCommandsTold(program);
  return withExamples(program);
}

/** An option of a command takes the place of that of all commands: `init --zone`. */
function visibleGlobalOptions(command: Command) {
  const own = new Set(command.options.map(({ long }) => long));
  const help = Object.assign(new Help(), { showGlobalOptions: true });
  return help.visibleGlobalOptions(command).filter(({ long }) => !own.has(long));
}

/** A misspelt command, or a guess such as `silence delete`, gets the list of commands. */
function withCommandsTold(group: Command): void {
  const names = group.commands.map((command) => command.name());
  if (names.length === 0) {
    return;
  }
  group.showHelpAfterError(`Commands: ${names.join(', ')}\n${HELP_HINT}`);
  group.commands.forEach(withCommandsTold);
}
