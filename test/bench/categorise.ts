// Throughput of the matcher alone and of `categorise`: labels a second of processor time, so that a
// machine shared with others says nearly the same as an idle one.
// Run: node test/bench/categorise.ts
import { categorise } from '../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../src/core/categorisation/ruleset.ts'
import { prepare } from '../../src/core/statement/prepare.ts'
import { ruleFiles } from '../support/rule-files.ts'
import { account, line, statement } from '../support/statements.ts'

const ROUNDS = 5
const LINES = 20_000
const heads = [
  'CARTE 03/10 ',
  'PRLV SEPA ',
  'VIR SEPA EMIS /BEN ',
  'CB ',
  'PAIEMENT PSC 0310 NANTES ',
]
const names = [
  'LIDL 1234 NANTES',
  'EDF CLIENTS PARTICULIERS',
  'M DUPONT JEAN /MOTIF LOYER',
  'QSDF WXCV 12',
  'BOULANGERIE DU PORT',
  'COFIDIS SA ICS FR28ZZZ122110',
]

// Every label is its own: a counter in it keeps any cache from helping
const labels = Array.from(
  { length: LINES },
  (_, i) => `${heads[i % heads.length]}${names[i % names.length]} REF ${i}`,
)

function best(run: () => void): number {
  run()
  let fastest = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    fastest = Math.min(fastest, (user + system) / 1000)
  }
  return Math.round(LINES / (fastest / 1000))
}

const compileStart = performance.now()
const ruleset = compileRuleset(ruleFiles())
const compileMs = Math.round(performance.now() - compileStart)
const prepared = prepare(statement([account(labels.map((text) => line('2026-03-01', -12, text)))]))

console.table({
  rules: ruleset.rules.length,
  phrases: ruleset.phrases.phrases.length,
  'states of the automaton': ruleset.phrases.states,
  'compile, ms': compileMs,
  'match, labels/s': best(() => {
    for (const label of labels) ruleset.phrases.match([label])
  }),
  'categorise, lines/s': best(() => {
    categorise(prepared, ruleset)
  }),
})
