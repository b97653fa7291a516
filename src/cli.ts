// The one entry: names every command and its options, and loads a command's code when it is called.
import { enableCompileCache } from 'node:module'
import { Command, CommanderError, Option } from 'commander'
import { describeFailure } from './commands/failure.ts'

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
      .choices(['json', 'html', 'text'])
      .default('json'),
  )
  .addOption(
    new Option('--lang <language>', 'of html and text').choices(['fr', 'en']).default('fr'),
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

const lenders = program.command('lenders').description('lenders')
lenders
  .command('add')
  .argument('<name>')
  .requiredOption('--provider <name>', 'who reads the accounts: the registered provider')
  .requiredOption('--registration <number>', 'its registration number')
  .addOption(
    new Option('--capacity <capacity>', 'of the provider')
      .choices(['own', 'agent', 'third_party'])
      .default('own'),
  )
  .option('--return-url <url...>', 'where applicants may be sent back')
  .option('--embedded-channel', 'aggregators may ask applicants for their bank sign-in data')
  .action(async (name, options) => (await import('./commands/lenders.ts')).add(name, options))

lenders
  .command('set')
  .description('changes what is given, and prints the lender')
  .argument('<lender>', "the lender's id")
  .option('--name <name>')
  .option('--return-url <url...>', 'all of them: where applicants may be sent back')
  .option('--colour <colour>', '#rrggbb, dark enough for white text')
  .option('--logo <file>', 'PNG or JPEG, 64 kB at most')
  .option('--review-contact <text>', 'where a consumer asks that a person look')
  .option('--report-months <months>')
  .option('--snapshot-days <days>')
  .option('--session-months <months>')
  .option('--audit-months <months>')
  .option('--link-hours <hours>')
  .option('--requests-per-minute <requests>', 'of each key, in each process of the API')
  .option('--embedded-channel', 'aggregators may ask applicants for their bank sign-in data')
  .option('--no-embedded-channel', 'they may not')
  .option(
    '--issuers <file>',
    'who signs tokens for it: a JSON list of {issuer, mode, jwksUrl | jwks}',
  )
  .action(async (lender, options) => (await import('./commands/lenders.ts')).set(lender, options))
lenders.command('list').action(async () => (await import('./commands/lenders.ts')).list())

const keys = program.command('keys').description('API keys, and the keys of the vault')
keys
  .command('add')
  .argument('<lender>', "the lender's id")
  .addOption(new Option('--mode <mode>').choices(['test', 'live']).default('test'))
  .option('--scope <scope...>', 'what it may be used for; everything by default')
  .option('--expires <time>', 'a day, or so many from now, as 90d')
  .option('--label <text>', 'to know it again')
  .action(async (lender, options) => (await import('./commands/keys.ts')).add(lender, options))
keys
  .command('rotate')
  .description('another key of the same scopes; the old one goes on for a while')
  .argument('<lender>', "the lender's id")
  .argument('<key>', "the key's id")
  .option('--overlap-hours <hours>', 'how long both work', Number, 24)
  .action(async (lender, key, options) =>
    (await import('./commands/keys.ts')).rotate(lender, key, options),
  )
keys
  .command('revoke')
  .description('at once: the next request with it is refused')
  .argument('<lender>', "the lender's id")
  .argument('<key>', "the key's id")
  .action(async (lender, key) => (await import('./commands/keys.ts')).revoke(lender, key))
keys
  .command('list')
  .argument('<lender>', "the lender's id")
  .option('--json', 'print as JSON')
  .action(async (lender, options) => (await import('./commands/keys.ts')).list(lender, options))

keys
  .command('rewrap')
  .description('wraps all data keys under the newest key-encryption key, while the service runs')
  .action(async () => (await import('./commands/vault-keys.ts')).rewrap())
keys
  .command('rotate-signing')
  .description('another key signs receipts and audit heads; the old ones stay published')
  .action(async () => (await import('./commands/vault-keys.ts')).rotateSigning())

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
