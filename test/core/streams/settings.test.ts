// The settings a risk team edits: what rules/settings.yaml says is what the code does by default.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  balanceSettingsSchema,
  readBalanceSettings,
} from '../../../src/core/balances/balance-settings.ts'
import {
  readStreamSettings,
  streamSettingsSchema,
} from '../../../src/core/streams/stream-settings.ts'

const text = readFileSync(join(import.meta.dirname, '../../../rules/settings.yaml'), 'utf8')
const files = (content: string) => new Map([['settings.yaml', content]])

describe('settings', () => {
  it('say every default of the streams and of the balances', () => {
    expect(readStreamSettings(files(text))).toEqual(streamSettingsSchema.parse({}))
    expect(readBalanceSettings(files(text))).toEqual(balanceSettingsSchema.parse({}))
  })

  it('are refused with file and line when a name is unknown', () => {
    const wrong = text.replace('toleranceDays: 3', 'tolerance: 3')
    expect(() => readStreamSettings(files(wrong))).toThrow(/settings\.yaml:\d+/)
  })

  it('are refused when one kind of social benefit weighs less than another', () => {
    const wrong = text.replace('income.disability: 1', 'income.disability: 0.5')
    expect(() => readStreamSettings(files(wrong))).toThrow(/social benefit/)
  })
})
