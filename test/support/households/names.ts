// Names: people and employers are made of invented parts; brands are those French statements show.
import type { Random } from './random.ts'

const FIRST = 'CAMILLE LOUIS ALICE HUGO NADIA KARIM JEANNE PAUL INES MARC LEA YANIS SOPHIE'.split(
  ' ',
)
/** With the particles that one surname in twenty has, and more. */
const HEADS = 'BEL,CHAN,GAR,LE ,VAL,ROU,DE LA ,TRE,LAN,DOR,DU ,HAU'.split(',')
const TAILS = 'MONTIER VIERET RANDEL SONNET LETRIER NIEROT TEAUVEL DALLIN QUERON'.split(' ')

export const surnameOf = (random: Random) => `${random.pick(HEADS)}${random.pick(TAILS)}`
export const firstNameOf = (random: Random) => random.pick(FIRST)
export const personOf = (random: Random) =>
  `${random.pick(['', '', 'M ', 'MME '])}${firstNameOf(random)} ${surnameOf(random)}`

const STEMS = 'VALMOR TERNAC BRIOLE ORVANE SOLTIS KERMAD LUZANE ARTEPO NOVIRE DELMAS CIRRAN'.split(
  ' ',
)
const TRADES =
  'INDUSTRIE,LOGISTIQUE,CONSEIL,TRANSPORTS,DISTRIBUTION,INGENIERIE,BATIMENT,SYSTEMES,PROPRETE'.split(
    ',',
  )
const FORMS = 'SAS,SA,SARL,SASU,FRANCE'.split(',')

/** First words that mean something else to a careless reader. */
const TRAPS = 'TOTAL ORANGE FREE ALMA CASINO CAF LIDER FLORA AXIA'.split(' ')

export const companyOf = (random: Random) =>
  `${random.pick(random.chance(0.08) ? TRAPS : STEMS)} ${random.pick(TRADES)} ${random.pick(FORMS)}`

/** Two words that say nothing of a trade or a legal form. */
export const bareCompanyOf = (random: Random) => `${random.pick(STEMS)}${random.pick(TAILS)}`

export const CITIES =
  'PARIS,LYON,MARSEILLE,LILLE,NANTES,RENNES,TOULOUSE,BORDEAUX,DIJON,METZ,ANGERS,TOURS'.split(',')

/** Creditor of a bill: its spellings on statements, oldest first. */
export type Creditor = { payee: string; spelt: readonly string[] }

const creditors = (text: string): Creditor[] =>
  text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row) => {
      const spelt = row.split(' / ').map((name) => name.trim())
      return { payee: spelt[0] ?? row, spelt }
    })

export const ENERGY = creditors(`
  EDF CLIENTS PARTICULIERS / EDF
  ENGIE / ENGIE PARTICULIERS
  TOTALENERGIES ELECTRICITE ET GAZ / TOTALENERGIES
  ENI GAS & POWER FRANCE / PLENITUDE
  EKWATEUR
  VATTENFALL ENERGIES
  OHM ENERGIE
  OCTOPUS ENERGY FRANCE
`)
export const WATER = creditors(`
  VEOLIA EAU / VEOLIA EAU - CGE
  SUEZ EAU FRANCE
  SAUR
  EAU DE PARIS
`)
export const MOBILE = creditors(`
  FREE MOBILE
  SFR / SOCIETE FRANCAISE DU RADIOTELEPHONE
  ORANGE SA / ORANGE
  BOUYGUES TELECOM
  SOSH
  LA POSTE MOBILE
  PRIXTEL
`)
export const INTERNET = creditors(`
  FREE TELECOM / FREE HAUTDEBIT
  ORANGE SA / ORANGE
  SFR FIXE ADSL / SFR
  BOUYGUES TELECOM
`)
export const INSURERS = creditors(`
  MAIF
  MACIF / MACIF SAM
  GMF ASSURANCES
  MATMUT
  AXA FRANCE IARD / AXA ASSURANCES
  ALLIANZ IARD
  GROUPAMA
  MAAF ASSURANCES / MAAF
  DIRECT ASSURANCE
  PACIFICA
  GENERALI IARD
`)
export const HEALTH = creditors(`
  HARMONIE MUTUELLE
  MGEN
  MALAKOFF HUMANIS
  APICIL SANTE
  AESIO MUTUELLE
  ALAN
  SWISSLIFE PREVOYANCE ET SANTE
  MNH MUTUELLE
`)
export const LANDLORDS = creditors(`
  FONCIA / FONCIA TRANSACTION FRANCE
  NEXITY STUDEA
  CITYA IMMOBILIER
  IMMO DE FRANCE
  PARIS HABITAT OPH
  CDC HABITAT
  ICF HABITAT
  BATIGERE
`)
export const MEDIA = creditors(`
  NETFLIX.COM / NETFLIX
  SPOTIFY AB / SPOTIFY P2A1B7
  CANAL+ / GROUPE CANAL+
  DEEZER
  DISNEY PLUS
  LE MONDE ABO
  APPLE.COM/BILL
`)
export const SPORT = creditors(`
  BASIC FIT FRANCE / BASIC-FIT
  FITNESS PARK
  KEEPCOOL
  L'ORANGE BLEUE
`)
export const SOFTWARE = creditors(`
  GOOGLE ONE
  MICROSOFT 365
  ADOBE SYSTEMS
  OVH SAS
`)

/** Small creditors nobody has in a list; the words that tell what they sell are those of their trade. */
export function localCreditorOf(random: Random, trade: string): Creditor {
  const name = `${trade} ${random.pick(STEMS)}`
  return { payee: name, spelt: [name, `${name} SAS`] }
}
