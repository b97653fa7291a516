// The commands on the rulebook, named for the command line; their code is loaded when one is called.
import { type Command, Option } from 'commander'

const rulebook = () =>
  new Option('--rulebook <version>', 'a rulebook: "current", a folder or a release').default(
    'current',
  )

export function nameRulesCommands(program: Command): void {
  const rules = program.command('rules').description('the rulebook')
  nameReading(rules)
  nameRollout(rules)
}

function nameReading(rules: Command): void {
  rules
    .command('check')
    .description('lints every rule and runs its own cases')
    .addOption(rulebook())
    .option('--json', 'print the findings as JSON')
    .action(async (options) => (await import('./rules.ts')).checkRules(options))
  rules
    .command('explain')
    .description('why a label gets its category, with the rules that lost')
    .argument('<label>')
    .option('--amount <amount>', 'signed, as -12.30', '-1.00')
    .option('--btc <code>', 'bank transaction code, as PMNT/RDDT/ESDD')
    .addOption(rulebook())
    .option('--json', 'print as JSON')
    .action(async (label, options) => (await import('./rules.ts')).explainRule(label, options))
  rules
    .command('compare')
    .description('the same people under two rulebooks: who moves, by how much, and why')
    .argument('<before>', 'a rulebook: "current", a folder or a release')
    .argument('<after>', 'another')
    .argument('[files...]', 'statements or snapshots; the golden personas when none is named')
    .option('--rescoring <id>', 'the people of a re-scoring that has ended, as groups')
    .option('--shadow', 'the people a challenger has scored beside, as groups')
    .option('--from <paths...>', 'results in one file, or reports in two files or folders')
    .option('--lender <lender>', 'of --shadow, where there are several')
    .addOption(
      new Option('--mode <mode>', 'of --shadow: sessions of test or of live keys')
        .choices(['test', 'live'])
        .default('live'),
    )
    .option('--cutoff <score>', 'a score under which you would not approve, for --rescoring …')
    .addOption(
      new Option('--format <format>', 'what to print')
        .choices(['text', 'json', 'html'])
        .default('text'),
    )
    .addOption(new Option('--lang <language>', 'of html').choices(['fr', 'en']).default('fr'))
    .option('--json', 'as --format json')
    .addOption(new Option('--as <name>', 'who reads; the user of this machine by default'))
    .action(async (before, after, files, options) =>
      (options.rescoring ?? options.shadow ?? options.from)
        ? (await import('./compare-populations.ts')).comparePopulations(before, after, options)
        : (await import('./compare-rulebooks.ts')).compareRulebooks(before, after, files, options),
    )
}

function nameRollout(rules: Command): void {
  const as = () => new Option('--as <name>', 'who acts; the user of this machine by default')
  const lender = () => new Option('--lender <lender>', "the lender's id; every lender by default")
  const shadow = () => new Option('--shadow', 'to score beside, not in any report')
  rules
    .command('release')
    .description('freezes a rulebook under a version of its own')
    .addOption(rulebook())
    .option('--version <version>', 'by default the working one and the next number')
    .addOption(as())
    .option('--json', 'print as JSON')
    .action(async (options) => (await import('./rollout.ts')).release(options))
  rules
    .command('propose')
    .description('proposes that a release draws the reports; also to go back to an earlier one')
    .argument('<version>', 'a release')
    .addOption(lender())
    .option('--at <time>', 'when it takes effect: a day (UTC) or a time; once approved by default')
    .addOption(shadow())
    .addOption(as())
    .action(async (version, options) => (await import('./rollout.ts')).propose(version, options))
  rules
    .command('approve')
    .description('approves what another person proposed')
    .argument('<version>', 'a release')
    .addOption(lender())
    .addOption(shadow())
    .addOption(as())
    .action(async (version, options) => (await import('./rollout.ts')).approve(version, options))
  rules
    .command('withdraw')
    .description('takes back what has not taken effect, or ends a shadow')
    .argument('<version>', 'a release')
    .addOption(lender())
    .addOption(shadow())
    .addOption(as())
    .action(async (version, options) => (await import('./rollout.ts')).withdraw(version, options))
  rules
    .command('list')
    .description('the releases, what is in force for whom, and who decided it')
    .addOption(lender())
    .option('--json', 'print as JSON')
    .action(async (options) => (await import('./rollout.ts')).list(options))
}
