// Every known bank group: what it claims is whole, and no two banks pass for one.
import { describe, expect, it } from 'vitest'
import { knownBanks, stetProfiles } from '../../src/banks/stet/profiles/all.ts'
import { bpce } from '../../src/banks/stet/profiles/bpce.ts'
import { caisseEpargne } from '../../src/banks/stet/profiles/caisse-epargne.ts'
import { creditAgricole } from '../../src/banks/stet/profiles/credit-agricole.ts'
import { factNames } from '../../src/banks/stet/profiles/facts.ts'

const groups = stetProfiles.map(
  (profile) => [profile.establishments[0]?.id ?? '', profile] as const,
)

describe('the profiles of the STET groups', () => {
  it('name each bank once', () => {
    const ids = knownBanks.map(({ establishment }) => establishment.id)
    expect(new Set(ids).size).toBe(ids.length)
    const names = knownBanks.map(({ establishment }) => establishment.name)
    expect(new Set(names).size).toBe(names.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  it('hold the groups that were promised', () => {
    const names = new Set(stetProfiles.map(({ group }) => group))
    expect([...names].sort()).toEqual([
      'BNP Paribas',
      'BPCE',
      'Boursorama',
      'Crédit Agricole',
      'Crédit Mutuel Alliance Fédérale',
      'Crédit Mutuel Arkéa',
      'LCL',
      'La Banque Postale',
      'Société Générale',
    ])
  })

  it.each(groups)(
    '%s: each fact has its source or says that nobody documents it',
    (_id, { facts }) => {
      expect(Object.keys(facts).sort()).toEqual([...factNames].sort())
      for (const { text, source } of Object.values(facts)) {
        expect((text === null) === (source === null)).toBe(true)
        expect(text).not.toBe('')
        expect(source).not.toBe('')
      }
      expect(facts.addresses.text).not.toBeNull()
    },
  )

  it.each(groups)('%s: what is documented of its addresses can be called', (_id, profile) => {
    for (const establishment of profile.establishments) {
      for (const address of Object.values(profile.addresses(establishment))) {
        const url = new URL(address)
        expect(url.protocol).toBe('https:')
        expect(url.search + url.hash).toBe('')
        expect(address.endsWith('/')).toBe(false)
      }
    }
  })

  it('PKCE is for Crédit Mutuel and CIC alone', () => {
    const using = stetProfiles.filter(({ oauth }) => oauth.pkce).map(({ group }) => group)
    expect(using).toEqual(['Crédit Mutuel Alliance Fédérale'])
  })
})

describe('the families of Groupe BPCE', () => {
  it('have every establishment of the documentation once', () => {
    expect(bpce.establishments.map(({ code }) => code).sort()).toEqual(
      '10207 10548 10807 10907 13507 13807 14607 14707 16607 16807 17807 18707 40978'.split(' '),
    )
    expect(caisseEpargne.establishments.map(({ code }) => code).sort()).toEqual(
      '11315 11425 12135 13135 13335 13485 13825 14265 14445 14505 15135 16275 17515 18315 18715'.split(
        ' ',
      ),
    )
    const all = [...bpce.establishments, ...caisseEpargne.establishments]
    for (const { id, code } of all) expect(id).toBe(`bpce-${code}`)
  })

  it('are reached by the code in the host', () => {
    const [first] = caisseEpargne.establishments.filter(({ code }) => code === '17515')
    expect(first && caisseEpargne.addresses(first)).toEqual({
      authorizeUrl: 'https://www.17515.live.api.89c3.com/stet/psd2/oauth/authorize',
      tokenUrl: 'https://www.17515.live.api.89c3.com/stet/psd2/oauth/token',
      apiUrl: 'https://www.17515.live.api.89c3.com/stet/psd2/v1.4.2',
    })
  })
})

it('a regional Crédit Agricole has its own host and the group’s portal', () => {
  expect(creditAgricole.establishments).toHaveLength(40)
  const [first] = creditAgricole.establishments
  expect(first && creditAgricole.addresses(first)).toEqual({
    authorizeUrl: 'https://psd2-portal.credit-agricole.fr/ca-alpesprovence/authorize',
    tokenUrl: 'https://psd2-api.ca-alpesprovence.fr/authentication/v1/openid/token',
    apiUrl: 'https://psd2-api.ca-alpesprovence.fr/dsp2/v1',
  })
})
