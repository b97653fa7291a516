// Which banks a report must name as missing: those that failed, never those the applicant left or refused.
import { describe, expect, test } from 'vitest'
import { unreadBanks } from '../../src/collection/unread-banks.ts'
import type { Connection } from '../../src/sessions/connection-store.ts'
import { DROPPED, SELECTION_EXPIRED } from '../../src/sessions/transitions.ts'

const connection = (
  id: string,
  bankId: string,
  status: Connection['status'],
  failureCode: string | null = null,
): Connection => ({
  ...{ lenderId: 'len_1', sessionId: 'ses_1', id, bankId, status, failureCode },
  ...{ presenceUntil: null, pullStartedAt: null, fence: 0, leasedUntil: null },
  createdAt: '2026-11-20T09:00:00Z',
})
const read = connection('con_1', 'bank-a', 'collected')
const of = (...more: Connection[]) => unreadBanks([read, ...more])

describe('a bank is missing', () => {
  test.each<[string, Connection[], { id: string; bank: string; missing: string }[]]>([
    [
      'when its reading failed',
      [connection('con_2', 'bank-b', 'failed', 'timeout')],
      [{ id: 'con_2', bank: 'bank-b', missing: 'timeout' }],
    ],
    [
      'when it asks the customer to sign in again',
      [connection('con_2', 'bank-b', 'reauthorization_required')],
      [{ id: 'con_2', bank: 'bank-b', missing: 'reauthorization_required' }],
    ],
    [
      'once, by its last attempt',
      [
        connection('con_2', 'bank-b', 'failed', 'timeout'),
        connection('con_3', 'bank-b', 'failed', 'bank_error'),
      ],
      [{ id: 'con_3', bank: 'bank-b', missing: 'bank_error' }],
    ],
  ])('%s', (_, connections, expected) => {
    expect(of(...connections)).toEqual(expected)
  })
})

test.each<[string, Connection[]]>([
  ['read at another attempt', [connection('con_2', 'bank-a', 'failed', 'timeout')]],
  ['refused at the bank', [connection('con_2', 'bank-b', 'denied', 'denied_at_bank')]],
  ['dropped for another', [connection('con_2', 'bank-b', 'failed', DROPPED)]],
  ['left before choosing accounts', [connection('con_2', 'bank-b', 'failed', SELECTION_EXPIRED)]],
])('a bank %s is not missing', (_, connections) => {
  expect(of(...connections)).toEqual([])
})
