// A lender's program over the whole service: sessions walked to their end, plain requests, and what they are refused.
import { expect } from 'vitest'
import { playJourney } from '../../src/demo/play-journey.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import type { WholeService } from './whole-service.ts'

export type Person = {
  readonly reference: string
  readonly name: string
  readonly identifier: string
}

export function lenderOver(service: WholeService) {
  let keys = 0
  const call = async (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    await fetch(service.baseUrl + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${service.key}`,
        'content-type': 'application/json',
        'idempotency-key': `lender-${++keys}`,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  return {
    call,

    /** Completed: its applicant has joined the sandbox bank with all accounts, and sent. */
    async sessionOf({ reference, name, identifier }: Person): Promise<string> {
      const session = await service.backend.openSession({ applicant: { reference, name } })
      const { id, consentUrl } = session
      await playJourney({ consentUrl, bankId: sandboxBankId, identifier })
      expect((await service.backend.awaitSession(id, 30)).status).toBe('completed')
      return id
    },

    /** Of `POST /v1/reports`: status, code, and the fields it points at. */
    async refusal(body: unknown, key = service.key) {
      const reply = await call('/v1/reports', body, { authorization: `Bearer ${key}` })
      const { type, errors = [] } = (await reply.json()) as {
        type: string
        errors?: { pointer: string }[]
      }
      return [reply.status, type.replace('/problems/', ''), errors.map(({ pointer }) => pointer)]
    },
  }
}

export type LenderOver = ReturnType<typeof lenderOver>
