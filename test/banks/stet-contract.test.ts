// The contract of a bank, kept by the STET adapter before the scripted bank.
import { describeBankContract } from './bank-contract.ts'
import { startScriptedBank } from './scripted-bank.ts'
import { asOf, openScripted, redirectUri } from './scripted-client.ts'

describeBankContract('the STET adapter (scripted bank)', async () => {
  const server = await startScriptedBank()
  const opened = openScripted(server.origin)
  return {
    bank: opened.bank,
    redirectUri,
    asOf,
    account: 'A1',
    namesHolder: true,
    signIn: async (url) => {
      // a new customer each time: the script counts what it has seen
      server.requests.length = 0
      const answer = await fetch(url, { redirect: 'manual' })
      return answer.headers.get('location') ?? ''
    },
    close: async () => {
      await opened.close()
      await server.close()
    },
  }
})
