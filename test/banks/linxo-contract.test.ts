// The contract of a bank, kept by the Linxo Connect adapter before its sandbox.
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import { linxoRedirectUri, signInAtWidget, startLinxoBank } from '../support/linxo-bank.ts'
import { describeBankContract } from './bank-contract.ts'

const asOf = toPlainDate('2026-11-20')

describeBankContract('the Linxo Connect adapter', async () => {
  const { bank, stop } = await startLinxoBank(asOf)
  return {
    bank,
    redirectUri: linxoRedirectUri,
    asOf,
    account: '038-CPT30019654051',
    namesHolder: true,
    code: 'bound',
    signIn: (url) => signInAtWidget(url, 'D0999990I0'),
    close: stop,
  }
})
