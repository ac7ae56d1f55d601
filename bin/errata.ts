import { ErrataError } from '#/server/domain/error.ts';
import { EnvironmentError } from '#/server/environment.ts';
import { commands } from './commands/list.ts';
import { UsageError } from './commands/usage.ts';

function usage(): string {
  const width = Math.max(...Object.keys(commands).map((n) => n.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  errata ${name.padEnd(width)}  ${summary}`);
  return `Usage:\n${lines.join('\n')}\nEach takes --help.`;
}

/** Bad input is told in one line per problem; anything unforeseen with its stack, since it is ours to mend. */
function report(error: unknown): number {
  if (error instanceof ErrataError) {
    for (const p of error.problems) {
      const place = [p.file, p.line === undefined ? null : `line ${p.line}`, p.column].filter(Boolean).join(', ');
      process.stderr.write(`${place ? `${place}: ` : ''}${p.message}\n`);
    }
    process.stderr.write(`${error.message}\n`);
    return ['bad_input', 'not_found', 'too_large'].includes(error.code) ? 2 : 1;
  }
  const parsing = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof UsageError || error instanceof EnvironmentError || parsing) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return 1;
}

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${usage()}\n`);
    return name === undefined ? 2 : 0;
  }
  if (!Object.hasOwn(commands, name)) {
    process.stderr.write(`There is no command “${name}”.\n${usage()}\n`);
    return 2;
  }
  return (await commands[name].load()).run(args);
}

// A reader that closes early (`errata find … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main().catch(report);
