// What a calibration is asked in tests: the shipped rulebook and everything by default.
import type { CalibrationRequest } from '../../src/core/calibration/calibrate.ts'
import type { Sample } from '../../src/core/calibration/sample.ts'
import { defaultSettings } from '../../src/core/calibration/settings.ts'
import { compileRulebook } from '../../src/core/rulebook.ts'
import { indicatorName } from '../../src/documents/wording/indicators.ts'
import { ruleFiles } from './rule-files.ts'

const { scorecard, texts, version, hash } = compileRulebook(ruleFiles())

export function calibrationRequest(
  sample: Sample,
  changed: Partial<CalibrationRequest> = {},
): CalibrationRequest {
  return {
    cardId: 'test-card',
    sample,
    choice: {
      product: 'personal_loan',
      badDefinition: 'arrears_90_days_in_12_months',
      leastDays: 0,
      outOfTimeFrom: null,
    },
    scaling: null,
    // fewer than in earnest: the intervals are not what most tests look at
    settings: { ...defaultSettings, resamples: 40 },
    joined: {
      scorecard,
      texts,
      nameOf: (id) => ({ fr: indicatorName(id, 'fr'), en: indicatorName(id, 'en') }),
    },
    provenance: { inputs: [], rulebook: { version, hash }, engineVersion: 'test' },
    ...changed,
  }
}
