// Who sends traces and metrics: the same in both, and another for each process, so that none overwrites another's.
import { randomUUID } from 'node:crypto'

const instance = randomUUID()

export type Sender = { readonly serviceName: string; readonly serviceVersion: string }

export function resourceAttributes({ serviceName, serviceVersion }: Sender) {
  return {
    'service.name': serviceName,
    'service.version': serviceVersion,
    'service.instance.id': instance,
  }
}
