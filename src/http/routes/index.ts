// Every route of the API, in the order openapi.yaml prints them.
import type { Endpoint } from '../endpoint.ts'
import { bankEndpoints } from './banks.ts'
import { explanationEndpoints } from './explanation.ts'
import { lenderEndpoints } from './lender.ts'
import { reportEndpoints } from './reports.ts'
import { reviewEndpoints } from './reviews.ts'
import { rightsEndpoints } from './rights.ts'
import { rulebookEndpoints } from './rulebooks.ts'
import { sessionEndpoints } from './sessions.ts'
import { webhookEndpoints } from './webhooks.ts'

export const endpoints: readonly Endpoint[] = [
  ...lenderEndpoints,
  ...bankEndpoints,
  ...sessionEndpoints,
  ...reportEndpoints,
  ...rightsEndpoints,
  ...explanationEndpoints,
  ...reviewEndpoints,
  ...rulebookEndpoints,
  ...webhookEndpoints,
]
