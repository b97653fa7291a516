// The one entry: names every command and its options, and loads a command's code when it is called.
import { enableCompileCache } from 'node:module'
import { Command, CommanderError, Option } from 'commander'
import { describeFailure } from './commands/failure.ts'
import { nameLenderCommands } from './commands/lender-commands.ts'

// TypeScript is stripped and compiled once, not at every start
enableCompileCache()

const program = new Command('nonante')
  .description('One consent, ninety days, one explained score.')
  .showHelpAfterError('(nonante --help lists the commands)')
  .exitOverride()

const rulebook = () =>
  new Option('--rulebook <version>', 'a rulebook: "current" or a folder').default('current')

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
  .description('does the jobs: reads the banks, makes the reports')
  .action(async () => (await import('./commands/worker.ts')).worker())

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

const rules = program.command('rules').description('the rulebook')
rules
  .command('check')
  .description('lints every rule and runs its own cases')
  .addOption(rulebook())
  .option('--json', 'print the findings as JSON')
  .action(async (options) => (await import('./commands/rules.ts')).checkRules(options))
rules
  .command('explain')
  .description('why a label gets its category, with the rules that lost')
  .argument('<label>')
  .option('--amount <amount>', 'signed, as -12.30', '-1.00')
  .option('--btc <code>', 'bank transaction code, as PMNT/RDDT/ESDD')
  .addOption(rulebook())
  .option('--json', 'print as JSON')
  .action(async (label, options) =>
    (await import('./commands/rules.ts')).explainRule(label, options),
  )
rules
  .command('compare')
  .description('the same people under two rulebooks: who moves, by how much, and why')
  .argument('<before>', 'a rulebook: "current" or a folder')
  .argument('<after>', 'another')
  .argument('[files...]', 'statements or snapshots; the golden personas when none is named')
  .option('--json', 'print as JSON')
  .action(async (before, after, files, options) =>
    (await import('./commands/compare-rulebooks.ts')).compareRulebooks(
      before,
      after,
      files,
      options,
    ),
  )

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
