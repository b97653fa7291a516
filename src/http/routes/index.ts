// Every route of the API, in the order openapi.yaml prints them.
import type { Endpoint } from '../endpoint.ts'
import { bankEndpoints } from './banks.ts'
import { reportEndpoints } from './reports.ts'
import { rulebookEndpoints } from './rulebooks.ts'
import { sessionEndpoints } from './sessions.ts'

export const endpoints: readonly Endpoint[] = [
  ...bankEndpoints,
  ...sessionEndpoints,
  ...reportEndpoints,
  ...rulebookEndpoints,
]
