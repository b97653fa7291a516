// Every route of the API, in the order openapi.yaml prints them.
import type { Endpoint } from '../endpoint.ts'
import { applicationEndpoints } from './application.ts'
import { bankEndpoints } from './banks.ts'
import { comparisonEndpoints } from './comparisons.ts'
import { explanationEndpoints } from './explanation.ts'
import { lenderEndpoints } from './lender.ts'
import { nameEndpoints } from './names.ts'
import { outcomeEndpoints } from './outcomes.ts'
import { readingEndpoints } from './readings.ts'
import { reportEndpoints } from './reports.ts'
import { rescoringEndpoints } from './rescorings.ts'
import { reviewEndpoints } from './reviews.ts'
import { rightsEndpoints } from './rights.ts'
import { rulebookEndpoints } from './rulebooks.ts'
import { sessionEndpoints } from './sessions.ts'
import { webhookEndpoints } from './webhooks.ts'

export const endpoints: readonly Endpoint[] = [
  ...lenderEndpoints,
  ...bankEndpoints,
  ...sessionEndpoints,
  ...applicationEndpoints,
  ...reportEndpoints,
  ...nameEndpoints,
  ...readingEndpoints,
  ...rightsEndpoints,
  ...explanationEndpoints,
  ...reviewEndpoints,
  ...outcomeEndpoints,
  ...rulebookEndpoints,
  ...rescoringEndpoints,
  ...comparisonEndpoints,
  ...webhookEndpoints,
]
