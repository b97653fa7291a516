// `nonante rules check` and `rules explain`: the rulebook under a magnifying glass.
import { checkRuleset } from '../core/categorisation/check.ts'
import { explainLabel } from '../core/categorisation/explain.ts'
import { shownAs } from '../core/categorisation/taxonomy.ts'
import type { BankCode } from '../core/statement/line.ts'
import { parseAmount } from '../core/values/money.ts'
import { AppError } from '../errors.ts'
import { readRulebook, rulebookFiles } from './read-rulebook.ts'

type RulesOptions = { readonly rulebook: string; readonly json?: boolean }

/** Exit code 1 when there is a finding. */
export async function checkRules(options: RulesOptions): Promise<void> {
  const findings = checkRuleset(await rulebookFiles(options.rulebook))
  // the rest of the rulebook (settings, scorecard, texts) fails by itself, naming file and line
  if (findings.length === 0) {
    const { version, hash, ruleset } = await readRulebook(options.rulebook)
    const summary = { version, hash, rules: ruleset.rules.length, findings }
    const text = `${version}: ${summary.rules} rules, every case holds`
    process.stdout.write(`${options.json ? JSON.stringify(summary) : text}\n`)
    return
  }
  process.exitCode = 1
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ findings })}\n`)
    return
  }
  for (const { file, line, rule, detail } of findings) {
    const at = line === null ? file : `${file}:${line}`
    process.stdout.write(`${at}: ${rule === null ? '' : `${rule}: `}${detail}\n`)
  }
  process.stdout.write(`${findings.length} findings\n`)
}

export async function explainRule(
  label: string,
  options: RulesOptions & { readonly amount: string; readonly btc?: string },
): Promise<void> {
  const amount = parseAmount(options.amount)
  if (amount === null) {
    throw new AppError('invalid_request', `--amount ${options.amount}: must be as -12.30`)
  }
  const { ruleset } = await readRulebook(options.rulebook)
  const explained = explainLabel(ruleset, { label, amount, code: readCode(options.btc) })
  const { line, layers, winner } = explained
  if (options.json) {
    process.stdout.write(`${JSON.stringify(explained)}\n`)
    return
  }
  const because = winner
    ? `${winner.rule} (${winner.file}:${winner.fileLine}) by "${winner.matched}"`
    : 'no rule holds: abstained'
  const rows = [
    ['label', label],
    ['cleaned', layers.cleanLabel],
    ['operation', `${layers.operation} (${layers.operationFrom})`],
    ['counterparty', layers.counterparty ?? 'unknown'],
    ['category', `${line.category} (shown as ${shownAs(ruleset.taxonomy, line.category)})`],
    ['role', line.role],
    ['rule', because],
    ['confidence', String(line.confidence)],
    ...line.losers.map(({ rule, category, matched }) => [
      'lost',
      `${rule} → ${category} by "${matched}"`,
    ]),
  ]
  process.stdout.write(rows.map(([name = '', text]) => `${name.padEnd(14)}${text}\n`).join(''))
}

function readCode(text: string | undefined): BankCode | null {
  if (text === undefined) return null
  const [domain = '', family = null, subFamily = null, proprietary = null] = text.split('/')
  if (!/^[A-Z0-9]{2,4}$/.test(domain)) {
    throw new AppError('invalid_request', `--btc ${text}: must be as PMNT/RDDT/ESDD`)
  }
  return { domain, family, subFamily, proprietary, issuer: null, hint: null }
}
