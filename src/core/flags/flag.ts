// Flags (facts an underwriter must see) and integrity signals (what looks doubtful): outside the score.
import { z } from 'zod'

export const flagSchema = z
  .object({
    code: z.string().meta({ description: 'Stable snake_case' }),
    severity: z.enum(['high', 'medium', 'low']),
    text: z.object({ fr: z.string(), en: z.string() }),
    transactionIds: z.array(z.string()),
  })
  .meta({ id: 'Flag' })
export type Flag = z.infer<typeof flagSchema>
