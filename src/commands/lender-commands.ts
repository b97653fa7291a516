// The commands on lenders and their keys, named for the command line; their code is loaded when one is called.
import { type Command, Option } from 'commander'

export function nameLenderCommands(program: Command): void {
  nameLenders(program)
  nameKeys(program)
}

function nameLenders(program: Command): void {
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
    .action(async (name, options) => (await import('./lenders.ts')).add(name, options))

  lenders
    .command('set')
    .description('changes what is given, and prints the lender')
    .argument('<lender>', "the lender's id")
    .option('--name <name>')
    .option('--return-url <url...>', 'all of them: where applicants may be sent back')
    .option('--colour <colour>', '#rrggbb, of the applicant’s pages')
    .option('--logo <file>', 'PNG or JPEG, 64 kB at most')
    .option('--review-contact <text>', 'where a consumer asks that a person look')
    .addOption(
      new Option('--decision-use <use>', 'what the score is to the decision').choices([
        'aid',
        'decisive',
      ]),
    )
    .option('--explain-at-end', 'the applicant’s last page gives the explanation at once')
    .option('--no-explain-at-end', 'it does not')
    .option('--report-months <months>')
    .option('--snapshot-days <days>')
    .option('--session-months <months>')
    .option('--refused-snapshot-days <days>', 'of what was read, once a refusal is told')
    .option('--refused-report-months <months>')
    .option('--abandoned-days <days>', 'of both, once the application is told to be abandoned')
    .option('--withdrawn-days <days>', 'of both, once the applicant took the application back')
    .option('--validation-months <months>', 'of figures and outcomes kept to validate a model')
    .option('--audit-months <months>')
    .option('--link-hours <hours>')
    .option('--requests-per-minute <requests>', 'of each key')
    .option('--embedded-channel', 'aggregators may ask applicants for their bank sign-in data')
    .option('--no-embedded-channel', 'they may not')
    .option(
      '--issuers <file>',
      'who signs tokens for it: a JSON list of {issuer, mode, jwksUrl | jwks}',
    )
    .action(async (lender, options) => (await import('./lenders.ts')).set(lender, options))
  lenders.command('list').action(async () => (await import('./lenders.ts')).list())
}

function nameKeys(program: Command): void {
  const keys = program.command('keys').description('API keys, and the keys of the vault')
  keys
    .command('add')
    .argument('<lender>', "the lender's id")
    .addOption(new Option('--mode <mode>').choices(['test', 'live']).default('test'))
    .option('--scope <scope...>', 'what it may be used for; everything by default')
    .option('--expires <time>', 'a day, or so many from now, as 90d')
    .option('--label <text>', 'to know it again')
    .action(async (lender, options) => (await import('./keys.ts')).add(lender, options))
  keys
    .command('rotate')
    .description('another key of the same scopes; the old one goes on for a while')
    .argument('<lender>', "the lender's id")
    .argument('<key>', "the key's id")
    .option('--overlap-hours <hours>', 'how long both work', Number, 24)
    .action(async (lender, key, options) =>
      (await import('./keys.ts')).rotate(lender, key, options),
    )
  keys
    .command('revoke')
    .description('at once: the next request with it is refused')
    .argument('<lender>', "the lender's id")
    .argument('<key>', "the key's id")
    .action(async (lender, key) => (await import('./keys.ts')).revoke(lender, key))
  keys
    .command('list')
    .argument('<lender>', "the lender's id")
    .option('--json', 'print as JSON')
    .action(async (lender, options) => (await import('./keys.ts')).list(lender, options))

  keys
    .command('rewrap')
    .description('wraps all data keys under the newest key-encryption key, while the service runs')
    .action(async () => (await import('./vault-keys.ts')).rewrap())
  keys
    .command('rotate-signing')
    .description('another key signs receipts and audit heads; the old ones stay published')
    .action(async () => (await import('./vault-keys.ts')).rotateSigning())
}
