// Text that can be kept and hashed: refused where a caller can put it right, repaired where a bank sent it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { canonicalJson } from '../../../src/core/values/canonical.ts'
import { plainText, wellFormed } from '../../../src/core/values/plain-text.ts'

const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.constantFrom('\0', '\ud83d', '\ude00', '\ud83d\ude00', 'é'),
)
const anyText = fc.array(unit).map((units) => units.join(''))

test('what a caller sends passes unchanged or is refused, and only NUL and half characters are', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parsed = plainText(z.string()).safeParse(text)
      expect(parsed.success).toBe(text.isWellFormed() && !text.includes('\0'))
      if (parsed.success) expect(parsed.data).toBe(text)
    }),
  )
})

test('what a bank sends always passes, has a canonical form, and is repaired once', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const read = wellFormed(z.string()).parse(text)
      expect(read).toHaveLength(text.length)
      expect(JSON.parse(canonicalJson(read))).toBe(read)
      expect(wellFormed(z.string()).parse(read)).toBe(read)
      if (text.isWellFormed()) expect(read).toBe(text)
    }),
  )
})
