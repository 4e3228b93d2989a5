import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.ts';
import { ExitCode, explainError } from './errors.ts';
import { version } from './version.ts';

const program = new Command('commonsky')
  .description('One recognised air picture from many radars and ADS-B receivers, shared as far as agreed.')
  .version(version, '-V, --version')
  .helpCommand('help [command]', 'say more about a command')
  .showHelpAfterError('(commonsky --help lists the commands)')
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(text.replace(/^error: /, 'commonsky: ')),
  })
  .addHelpText(
    'after',
    `
Examples:
  commonsky start                                     the demo: two nodes, simulated radars, console
  commonsky decode recording.pcap | head              one JSON object a record
  commonsky replay recording.bin --speed 10           a recording on the map
  commonsky listen --asterix udp://239.1.2.3:8600     live radar data on the map

Exit codes: 0 done, 1 something is wrong with the input, 2 wrong usage, 3 port, file or permission, 70 our fault.`,
  );

// Only the command that is asked for is loaded: the rest would cost every start its time.
const [first, second] = process.argv.slice(2);
const asked = first === 'help' ? second : first;
for (const { name, summary, load } of COMMANDS) {
  const command = program.command(name).description(summary);
  if (name === asked) (await load()).define(command);
}

// Whatever escapes between two turns of the event loop is one line too.
process.on('uncaughtException', (error) => process.exit(say(error)));
// A reader that has seen enough (head, less) closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.done);
  process.stderr.write(`commonsky: standard output: ${explainError(error).line}\n`);
  process.exit(ExitCode.environment);
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
  } else {
    process.exitCode = say(error);
  }
}

/** Says in one line what went wrong; gives the exit code. */
function say(error: unknown): ExitCode {
  const { exitCode, line } = explainError(error);
  if (process.env['COMMONSKY_DEBUG']) console.error(error);
  process.stderr.write(`commonsky: ${line}\n`);
  return exitCode;
}
