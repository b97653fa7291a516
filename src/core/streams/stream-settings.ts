// What a risk team may turn in streams: section `streams` of rules/settings.yaml.
import { z } from 'zod'
import { parseRuleFile, type RulebookFiles, ruleFileText } from '../values/rule-file.ts'

const share = z.number().min(0).max(1)
const days = z.number().min(0).max(31)
const cents = z.int().min(0)
const spread = z.number().min(0).max(10)
const categories = z.array(z.string().min(1))

const fitSchema = z.strictObject({
  /** An observed day further than this from its slot is no hit. */
  toleranceDays: z.int().min(0).max(6).default(3),
  extraPenalty: share.default(0.6),
  residualPenaltyPerDay: share.default(0.08),
  /** A monthly line of a known kind so many days after its slot is late, and what that costs. */
  latestDays: z.int().min(0).max(14).default(13),
  latePenalty: share.default(0.25),
  /** A slot is missed only when it is this many days past. */
  graceDays: z.int().min(0).max(31).default(4),
  /** An income or charge this late after its last expected day has ended. */
  endedAfterDays: z.int().min(1).max(60).default(12),
})

const acceptSchema = z.strictObject({
  /** Lines per thirty days up to which a counterparty is one stream. */
  wholeGroupRate: z.number().positive().default(1.25),
  splitRatios: z.array(z.number().gt(1)).default([1.35, 1.12, 1.02]),
  /** (max − min) ÷ median, and mean distance from the slots in days. */
  incomeAlone: z
    .strictObject({ spread: spread.default(1), residual: days.default(1.5) })
    .prefault({}),
  incomeClustered: z
    .strictObject({ spread: spread.default(0.25), residual: days.default(1) })
    .prefault({}),
  chargeAlone: z
    .strictObject({ spread: spread.default(0.8), residual: days.default(1.5) })
    .prefault({}),
  chargeClustered: z
    .strictObject({ spread: spread.default(0.03), residual: days.default(1.5) })
    .prefault({}),
  /** A direct debit of which nobody knows what it is. */
  unknownDebit: z
    .strictObject({ spread: spread.default(0.3), residual: days.default(1.2) })
    .prefault({}),
  twoHits: z
    .strictObject({
      spread: spread.default(0.05),
      /** The same where the category is a charge: not paid by card, and by card. */
      bill: spread.default(0.5),
      byCard: spread.default(0.12),
      residual: days.default(1),
    })
    .prefault({}),
})

const shapeSchema = z.strictObject({
  /** A smaller monthly transfer from an organisation is not taken for a salary. */
  smallestPay: cents.default(30_000),
  /** Words that tell an organisation from a person; whole words, upper case, no accents. */
  organisationWords: categories.default([
    'SA SAS SASU SARL EURL SCI SNC SCP SCOP SELARL GMBH LTD BV NV SPRL SRL INC GROUPE GROUP',
    'STE SOCIETE ENTREPRISE ETS ETABLISSEMENTS ASSOCIATION ASSO FONDATION FEDERATION MUTUELLE',
    'FRANCE EUROPE INTERNATIONAL SERVICES SERVICE INDUSTRIE INDUSTRIES CONSEIL CONSULTING',
    'MAIRIE VILLE COMMUNE DEPARTEMENT REGION CONSEIL METROPOLE CCAS TRESORERIE DRFIP DDFIP DGFIP',
    'CHU CHRU HOPITAL CLINIQUE EHPAD CENTRE LYCEE COLLEGE ECOLE UNIVERSITE RECTORAT ACADEMIE',
    'INTERIM RESTAURATION HOTEL BOULANGERIE PHARMACIE CABINET TRANSPORTS BATIMENT LOGISTIQUE',
  ]),
  personWords: categories.default(['M MR MME MLLE MONSIEUR MADAME MADEMOISELLE OU']),
})

/** One weight for all of them: which it is must not tell (credit.md, Score). */
export const SOCIAL_BENEFITS = [
  'income.family_benefit',
  'income.sickness_benefit',
  'income.disability',
] as const

const weightsSchema = z
  .strictObject({
    'income.salary': share.default(1),
    'income.pension': share.default(1),
    'income.bonus': share.default(0),
    'income.unemployment': share.default(0.7),
    'income.family_benefit': share.default(1),
    'income.sickness_benefit': share.default(1),
    'income.disability': share.default(1),
    'income.self_employment': share.default(0.7),
    'income.rental': share.default(0.7),
    'income.alimony': share.default(0.8),
    'income.scholarship': share.default(0.7),
    'income.investment': share.default(0),
    'income.other': share.default(0),
  })
  .refine(
    (weights) => new Set(SOCIAL_BENEFITS.map((benefit) => weights[benefit])).size === 1,
    'the kind of social benefit must not weigh (credit.md, Score): the three weights must be equal',
  )

const lenderNames: string[][] = [
  [
    'CETELEM',
    'BNP PARIBAS PERSONAL FINANCE',
    'BNP PARIBAS PF',
    'BNPP PF',
    'COFINOGA',
    'LASER COFINOGA',
    'SYGMA',
  ],
  [
    'SOFINCO',
    'CA CONSUMER FINANCE',
    'CONSUMER FINANCE',
    'CREDIT AGRICOLE CONSUMER FINANCE',
    'CA CF',
    'VIAXEL',
  ],
  ['ONEY', 'ONEY CREDIT', 'ONEY 3X', 'ONEY 4X', 'ONEY 3X 4X', 'ACCORD', 'AUCHAN'],
  ['FLOA', 'FLOA PAY', 'FLOAPAY', 'CASINO'],
  ['FRANFINANCE', 'DISPONIS'],
  ['CARREFOUR', 'S2P'],
  ['DIAC', 'RCI', 'MOBILIZE FINANCIAL', 'MOBILIZE FS'],
  ['CREDIPAR', 'PSA', 'PSA FINANCE', 'STELLANTIS FINANCIAL'],
  ['BUY WAY', 'BUYWAY'],
]

export const streamSettingsSchema = z.strictObject({
  fit: fitSchema.prefault({}),
  accept: acceptSchema.prefault({}),
  shape: shapeSchema.prefault({}),
  /** Retained income = Σ monthly equivalent × weight. */
  weights: weightsSchema.prefault({}),
  income: z
    .strictObject({
      /** A pay this many times the others is a bonus; this small a part of them, an outlier. */
      bonusRatio: z.number().gt(1).default(1.5),
      outlierRatio: share.default(0.6),
      /** How exactly an advance and its balance must make a usual pay. */
      advanceTolerance: share.default(0.02),
    })
    .prefault({}),
  charges: z
    .strictObject({
      essential: categories.default([
        'housing.rent',
        'housing.mortgage',
        'housing.charges',
        'utilities.energy',
        'utilities.water',
        'utilities.telecom',
        'insurance.home',
        'insurance.vehicle',
        'insurance.health',
        'insurance.loan',
        'insurance.other',
        'family.childcare',
        'family.alimony',
        'tax.income',
        'tax.property',
        'tax.social_contributions',
      ]),
      /** A regular transfer to a person from this amount on may be a rent, when no rent is seen. */
      possibleRentFrom: cents.default(20_000),
      /** First month of the year-end balances of income tax, which are not permanent. */
      taxBalanceFromMonth: z.int().min(1).max(12).default(9),
    })
    .prefault({}),
  credit: z
    .strictObject({
      /** Two debits of one contract are at least this far apart. */
      shortestTermDays: z.int().min(1).max(31).default(20),
      /** Without a debit for this long a contract has ended: one missed instalment does not end it. */
      endedAfterDays: z.int().min(31).max(90).default(68),
      /** The same for a split payment, whose terms are few. */
      splitPaymentEndedAfterDays: z.int().min(20).max(90).default(40),
      /** Terms of one split payment are equal but for the fee in the first. */
      splitPaymentRatio: z.number().gt(1).default(1.12),
      /** Names of one lender each: its brands, and itself as it pays out. */
      lenderNames: z.array(z.array(z.string().min(1)).min(2)).default(lenderNames),
    })
    .prefault({}),
})
export type StreamSettings = z.output<typeof streamSettingsSchema>

/** @throws RuleFileError naming file and line. */
export function readStreamSettings(files: RulebookFiles): StreamSettings {
  const path = 'settings.yaml'
  const schema = z.object({ streams: streamSettingsSchema })
  return parseRuleFile(path, ruleFileText(files, path), schema).streams
}
