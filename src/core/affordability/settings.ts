// What a lender may turn in the ratios: section `affordability` of rules/settings.yaml.
import { z } from 'zod'
import { parseRuleFile, type RulebookFiles, ruleFileText } from '../values/rule-file.ts'

const categoryList = z.array(z.string().min(1)).min(1)

export const affordabilitySettingsSchema = z.strictObject({
  stress: z.strictObject({
    chargesUpPercent: z.int().min(0).max(100),
    incomeDownPercent: z.int().min(0).max(99),
  }),
  policy: z.strictObject({
    /** Debt service ÷ retained income the lender's own policy allows. */
    largestDebtServiceRatio: z.number().gt(0).lte(1),
    /** Minor units a month and per consumption unit that must remain. */
    residualIncomeFloorPerUnit: z.int().min(0),
    /** The same by household, where the lender has a table; other households go by unit. */
    residualIncomeTable: z
      .array(
        z.strictObject({
          adults: z.int().min(1),
          children: z.int().min(0),
          floor: z.int().min(0),
        }),
      )
      .default([]),
  }),
  /** Categories of charge streams that count in each figure, beside the contracts. */
  categories: z.strictObject({
    debtService: categoryList,
    commitment: categoryList,
    residual: categoryList,
    yearlyTax: categoryList,
  }),
})
export type AffordabilitySettings = z.infer<typeof affordabilitySettingsSchema>

/** @throws RuleFileError naming file and line. */
export function readAffordabilitySettings(files: RulebookFiles): AffordabilitySettings {
  const path = 'settings.yaml'
  const schema = z.object({ affordability: affordabilitySettingsSchema })
  return parseRuleFile(path, ruleFileText(files, path), schema).affordability
}
