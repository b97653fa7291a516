// The one entry: names every command and its options, and loads a command's code when it is called.
import { enableCompileCache } from 'node:module'
import { Command, CommanderError, Option } from 'commander'
import { describeFailure } from './commands/failure.ts'
import { nameLenderCommands } from './commands/lender-commands.ts'
import { nameRulesCommands } from './commands/rules-commands.ts'

// TypeScript is stripped and compiled once, not at every start
enableCompileCache()

const program = new Command('nonante')
  .description('One consent, ninety days, one explained score.')
  .showHelpAfterError('(nonante --help lists the commands)')
  .exitOverride()

const rulebook = () =>
  new Option('--rulebook <version>', 'a rulebook: "current", a folder or a release').default(
    'current',
  )

program
  .command('demo')
  .description('embedded database, service, worker and sandbox bank: plays a whole session')
  .option('--persona <name>', 'a sandbox customer, by name or bank identifier', 'Marc')
  .addOption(
    new Option('--bank <kind...>', 'the kind of bank; several are joined in one session')
      .choices(['stet', 'linxo', 'berlin-group'])
      .default(['stet']),
  )
  .option('--once', 'stop after the report')
  .option('--json', 'print the report as JSON and nothing else')
  .option('--port <port>', 'first port to try', wholeNumber, 3000)
  .action(async (options) => (await import('./commands/demo.ts')).demo(options))

program
  .command('serve')
  .description('the API and the pages')
  .option('--worker', 'do the jobs too, in the same process')
  .action(async (options) => (await import('./commands/serve.ts')).serve(options))

program
  .command('worker')
  .description('does the jobs: reads the banks, makes the reports, scores again')
  .addOption(
    new Option('--jobs <kind>', 'only some: re-scorings may have machines of their own')
      .choices(['all', 'sessions', 'rescorings'])
      .default('all'),
  )
  .action(async (options) => (await import('./commands/worker.ts')).worker(options))

program
  .command('sandbox')
  .description('the sandbox banks, one of each kind')
  .option('--port <port>', 'first of their ports: pages, API, and the next kind', wholeNumber, 4090)
  .option('--config <file>', 'further customers, YAML')
  .option('--today <day>', 'the day it believes it is, YYYY-MM-DD')
  .option('--admin-port <port>', 'where faults are planned, on 127.0.0.1 only', wholeNumber)
  .option('--attached', 'stop when standard input closes')
  .action(async (options) => (await import('./commands/sandbox.ts')).sandbox(options))

program
  .command('migrate')
  .description('brings the schema of the database up to date')
  .action(async () => (await import('./commands/migrate.ts')).migrate())

program
  .command('analyze')
  .description('statement or snapshot → report')
  .argument('<file>', 'JSON file, or - for standard input')
  .option('--as-of <day>', 'replaces the day of the statement')
  .addOption(rulebook())
  .addOption(
    new Option('--format <format>', 'what to print')
      .choices(['json', 'html', 'pdf', 'text'])
      .default('json'),
  )
  .addOption(
    new Option('--lang <language>', 'of html, pdf and text').choices(['fr', 'en']).default('fr'),
  )
  .action(async (file, options) => (await import('./commands/analyze.ts')).analyze(file, options))

program
  .command('categorize')
  .description('statement or snapshot → one line of JSON for every transaction, in their order')
  .argument('<file>', 'JSON file, or - for standard input')
  .addOption(rulebook())
  .action(async (file, options) =>
    (await import('./commands/categorize.ts')).categorize(file, options),
  )

nameRulesCommands(program)

program
  .command('calibrate')
  .description('outcomes → a scorecard for review, and its validation sheet')
  .argument('[csv]', 'a row for each report: its outcome and its indicators (see the README)')
  .option('--reports <ndjson>', 'reports, one a line, with --outcomes')
  .option('--outcomes <csv>', 'what became of them')
  .option('--lender <lender>', "the lender's id: reads the database")
  .option('--product <code>', 'when there are several')
  .option('--bad-definition <code>', 'when there are several')
  .option('--least-days <days>', 'leaves out who was observed for fewer', '0')
  .option(
    '--out-of-time-from <day>',
    'reports from here on check the card; the last quarter by default',
  )
  .option('--points-to-double <points>', 'the odds double every so many points, with --base')
  .option('--base <score:odds>', 'goods for one bad at a score, as 600:30')
  .option('--id <id>', "the card's", 'calibrated')
  .option('--seed <number>', 'of the intervals')
  .addOption(rulebook())
  .requiredOption('--out <folder>', 'where the rulebook with the card and the sheet are written')
  .option('--json', 'print as JSON')
  .action(async (file, options) =>
    (await import('./commands/calibrate.ts')).calibrate(file, options),
  )

program
  .command('monitor')
  .description('drift of figures, score, coverage and abstention by week; ends with 2 on an alert')
  .requiredOption('--lender <lender>', "the lender's id")
  .option('--weeks <count>', 'whole weeks back from this one', '4')
  .option('--reference-weeks <count>', 'the weeks before them', '12')
  .option('--index <index>', 'a stability index from here on alerts', '0.25')
  .option('--share <share>', 'so much more without a score or a category alerts', '0.1')
  .option('--people <count>', 'nothing is said of fewer', '200')
  .addOption(rulebook())
  .option('--json', 'print as JSON')
  .action(async (options) => (await import('./commands/monitor.ts')).monitor(options))

const banks = program.command('banks').description('the banks')
banks
  .command('list')
  .description('banks with a profile, those that an operator may connect')
  .argument('[words...]', 'half a name, a group or a country')
  .action(async (words) => (await import('./commands/banks.ts')).list(words))
banks
  .command('show')
  .description('what is known of a bank, and from where')
  .argument('<bank>', "the bank's id")
  .action(async (bank) => (await import('./commands/banks.ts')).show(bank))
banks
  .command('check')
  .description('whether a bank of banks.yaml can be reached: certificates, TLS, signature, tokens')
  .argument('<bank>', "the bank's id")
  .action(async (bank) => (await import('./commands/banks.ts')).check(bank))

nameLenderCommands(program)

program
  .command('rescore')
  .description('scores again what is kept of those who agreed to it, under another rulebook')
  .addOption(
    new Option('--rulebook <version>', '"current", a folder, or a version kept here').default(
      'current',
    ),
  )
  .option('--baseline <version>', 'held against this rulebook, not the reports as they stand')
  .option('--lender <lender>', "the lender's id; all by default, one re-scoring each")
  .addOption(new Option('--mode <mode>').choices(['live', 'test']).default('live'))
  .option('--since <day>', 'read on this day or later')
  .option('--until <day>', 'read on this day or earlier')
  .option('--product <code>', 'of this product only')
  .addOption(
    new Option('--grade <grade...>', 'of these grades only').choices(['A', 'B', 'C', 'D', 'E']),
  )
  .option('--sample <number>', 'at most so many, drawn evenly')
  .option('--dry-run', 'only count who would be, and who is left out')
  .option('--resume <id>', 'goes on with one that was begun, or reads one that has ended')
  .option('--no-work', 'only look on while other workers do it')
  .option('--results <file>', 'write what came of each, as NDJSON; - for standard output')
  .option('--as <name>', 'who asks; the user of this machine by default')
  .option('--json', 'print as JSON')
  .action(async (options) => (await import('./commands/rescore.ts')).rescore(options))

program
  .command('purge')
  .description('deletes what is past its keeping, and proves it; the worker does it each hour')
  .option('--dry-run', 'only count what is over')
  .option('--lender <lender>', "the lender's id; all by default")
  .option('--json', 'print as JSON')
  .action(async (options) => (await import('./commands/purge.ts')).purge(options))

program
  .command('audit')
  .description('the audit')
  .command('verify')
  .description('finds any edit, removal or reorder of what was sealed; ends with 1 if there is one')
  .option('--lender <lender>', "the lender's id; all by default")
  .option(
    '--anchors <log>',
    "the service's log, whose heads the chain must hold; - for standard input",
  )
  .option('--json', 'print as JSON')
  .action(async (options) => (await import('./commands/audit.ts')).verify(options))

program
  .command('snapshot')
  .description('snapshots')
  .command('export')
  .description('prints the snapshot of a session, as `analyze` reads it')
  .argument('<session>', "the session's id")
  .requiredOption('--lender <lender>', "the lender's id")
  .action(async (session, options) =>
    (await import('./commands/snapshot.ts')).exportSnapshot(session, options),
  )

program
  .command('openapi')
  .description('prints the OpenAPI document of the service')
  .action(async () => (await import('./commands/openapi.ts')).openapi())

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new CommanderError(1, 'nonante.port', `error: "${text}" is not a port`)
  }
  return value
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode
  } else {
    process.stderr.write(`nonante: ${describeFailure(error)}\n`)
    process.exitCode = 1
  }
}
