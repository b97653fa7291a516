// The contract of a bank, kept by the NextGenPSD2 adapter in both ways a bank can have the customer authorise.
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'
import { startBerlinGroupBank } from '../support/berlin-group-bank.ts'
import { describeBankContract } from './bank-contract.ts'

const redirectUri = 'http://localhost:4000/callback/berlin-group'
const asOf = toPlainDate('2026-11-20')

for (const sca of ['redirect', 'oauth'] as const) {
  describeBankContract(`the NextGenPSD2 adapter (sandbox bank, ${sca})`, async () => {
    const { bank, stop } = await startBerlinGroupBank(asOf, redirectUri, { sca })
    return {
      bank,
      redirectUri,
      asOf,
      account: '038-CPT30019654051',
      namesHolder: true,
      code: sca === 'redirect' ? 'none' : 'once',
      signIn: (url) => signInAtBank(url, 'D0999990I0'),
      close: stop,
    }
  })
}
