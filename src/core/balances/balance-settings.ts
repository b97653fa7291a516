// What a risk team may turn in balances and incidents: section `balances` of rules/settings.yaml.
import { z } from 'zod'
import { parseRuleFile, type RulebookFiles, ruleFileText } from '../values/rule-file.ts'

const words = z.array(z.string().min(1))

export const balanceSettingsSchema = z.strictObject({
  /** The balance to rebuild from: the first type an account has. Booked before anything expected. */
  closingTypes: words.min(1).default(['CLBD', 'VALU', 'XPCD', 'OTHR', 'ITAV', 'ITBD', 'CLAV']),
  /** Two balances this close agree, minor units. */
  agreeWithin: z.int().min(0).default(1),
  /** Last thirty days against the first thirty: flat below this share of the mean balance … */
  trendShare: z.number().min(0).max(1).default(0.1),
  /** … or below this amount, minor units. */
  trendAmount: z.int().min(0).default(5_000),
  /** Days that end below the one, or at the other or above, are counted; minor units. */
  lowBalance: z.int().default(10_000),
  highBalance: z.int().default(200_000),
  incidents: z
    .strictObject({
      /** A fee at most this many days after a rejection is its fee (credit.md, Incidents). */
      feeWithinDays: z.int().min(0).max(31).default(5),
      /** A returned debit reverses one at most this many days before it. */
      originalWithinDays: z.int().min(0).max(62).default(15),
      /** Whole words of a label, upper case, that tell why a debit came back; the first list wins. */
      causes: z
        .strictObject({
          insufficient_funds: words.default([
            'PROVISION',
            'PROVINSUF',
            'INSUFFISANTE',
            'INSUFFISANCE',
            'SANS PROVISION',
            'DEFAUT DE PROVISION',
            'AM04',
          ]),
          customer_refusal: words.default([
            'OPPOSITION',
            'OPPOSE',
            'CONTESTATION',
            'CONTESTE',
            'REFUS CLIENT',
            'ORDRE DU CLIENT',
            'DEMANDE CLIENT',
            'DEMANDE DU CLIENT',
            'REVOCATION',
            'REVOQUE',
            'MD01',
            'MD06',
            'MS02',
            'SL01',
          ]),
          creditor_refund: words.default([
            'REMBOURSEMENT CREANCIER',
            'REMBOURSEMENT PAR LE CREANCIER',
            'INITIATIVE DU CREANCIER',
            'ANNULATION CREANCIER',
            'REVERSEMENT',
            'MD05',
          ]),
          technical: words.default([
            'COORDONNEES',
            'COORD BANC',
            'COMPTE CLOS',
            'CLOTURE',
            'DOUBLON',
            'FORMAT',
            'TECHNIQUE',
            'AC01',
            'AC04',
            'AC06',
            'AG01',
            'AG02',
            'AM05',
            'BE05',
            'FF01',
            'MD02',
            'RC01',
          ]),
        })
        .prefault({}),
    })
    .prefault({}),
})
export type BalanceSettings = z.output<typeof balanceSettingsSchema>
export type IncidentSettings = BalanceSettings['incidents']

/** @throws RuleFileError naming file and line. */
export function readBalanceSettings(files: RulebookFiles): BalanceSettings {
  const path = 'settings.yaml'
  const schema = z.object({ balances: balanceSettingsSchema })
  return parseRuleFile(path, ruleFileText(files, path), schema).balances
}
