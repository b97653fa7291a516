// Groupe BPCE, Banque Populaire family: STET 1.4.2.17, as the group's own documentation of its
// account-information API tells it ("the documentation" below), and as clients in production saw it.
import { facts, from, productionClient } from './facts.ts'
import { establishments, type StetProfile, stetDefaults } from './profile.ts'

const documented = from('Groupe BPCE, API Information sur compte (Banque Populaire), STET 1.4.2.17')
/** What the group announced after that documentation. */
export const store = from('github.com/api-evangelist/groupe-bpce, changelog and lifecycle')
const seen = from(productionClient('bpcegroup'))

/** The same for every establishment of the group, and in its sandbox. */
export const bpcePaths = {
  authorize: '/stet/psd2/oauth/authorize',
  token: '/stet/psd2/oauth/token',
  api: '/stet/psd2/v1.4.2',
} as const

/** What both families of the group share. */
export const bpceGroup = {
  ...stetDefaults,
  group: 'BPCE',
  // the documentation also gives live.api.banquepopulaire.fr, and asks to keep to the one chosen
  addresses: ({ code }) => {
    const host = `https://www.${code}.live.api.89c3.com`
    return {
      authorizeUrl: host + bpcePaths.authorize,
      tokenUrl: host + bpcePaths.token,
      apiUrl: host + bpcePaths.api,
    }
  },
  // PKCE appears nowhere in the documentation; a token request carries no scope
  oauth: { scope: 'aisp', pkce: false, client: 'certificate', signed: false },
  consent: 'declared',
  signature: {
    // a client in production: BPCE wants the client id where other banks want a certificate's URL
    keyId: 'client_id',
    // that client's list, and what STET 1.4.1.3 (3.5) asks beside it: content and presence headers
    headers: [
      '(request-target)',
      'date',
      'digest',
      'x-request-id',
      'content-type',
      'content-length',
      'psu-*',
    ],
    nameCase: 'lower',
    digest: 'always',
  },
} as const satisfies Partial<StetProfile>

export const bpce: StetProfile = {
  ...bpceGroup,
  identity: 'end_user_identity',
  historyDays: 90,
  /** Table of establishments of the documentation, "Accès aux données de production". */
  establishments: establishments('bpce', [
    ['10807', 'Banque Populaire Bourgogne Franche-Comté'],
    ['16807', 'Banque Populaire Auvergne Rhône Alpes'],
    ['10207', 'Banque Populaire Rives de Paris', 'BICS'],
    ['18707', 'Banque Populaire Val de France'],
    ['13507', 'Banque Populaire du Nord'],
    ['16607', 'Banque Populaire du Sud'],
    [
      '10907',
      'Banque Populaire Aquitaine Centre Atlantique',
      'Crédit Maritime Littoral du Sud-Ouest',
    ],
    ['14707', 'Banque Populaire Alsace Lorraine Champagne'],
    ['17807', 'Banque Populaire Occitane'],
    // the only one with a sandbox
    ['13807', 'Banque Populaire Grand Ouest', 'Crédit Maritime Grand Ouest'],
    ['14607', 'Banque Populaire Méditerranée'],
    ['10548', 'Banque de Savoie'],
    // the same table says "not in production", the table of app hosts lists a live one
    ['40978', 'Banque Palatine'],
  ]),
  facts: facts({
    addresses: documented(
      'www.<code>.live.api.89c3.com or www.<code>.live.api.banquepopulaire.fr: keep to the one chosen',
    ),
    version: store(
      'STET 1.4.2.17; 1.6.2 in production since February 2023, 1.4.2 deprecated; a newer host www.<code>.oba-bad-me-live-api.89c3.com is named for it',
    ),
    consent: documented('declared by PUT /consents, by IBAN; cards follow their account; 201'),
    sign_in: documented(
      'redirect; code once; access token 1 h, refresh token 180 days, never rotated',
    ),
    signature: seen('keyId is the client id; (request-target) date digest x-request-id'),
    history: documented('90 days; an older dateFrom is answered 400 ENDE (tested at 92)'),
    paging: documented('100 accounts and 200 transactions a page; ?page=n'),
    dates: seen('days, and date-times with +0200 within the same object'),
    identity: documented('GET /end-user-identity, connectedPsu; 403 when not consented'),
    balances: documented(
      'VALU, CLBD and OTHR; VALU missing during the accounting batch, about 21:00–21:50',
    ),
    cards: documented('active deferred-debit cards as accounts of their own, linkedAccount set'),
    errors: seen(
      'STET body with the four-letter code in `message`; 429 with a French sentence, no Retry-After',
    ),
    quota: documented('4 calls a day per account and method while the customer is absent'),
    maintenance: documented('Mondays 02:00–06:00, Paris time'),
  }),
}
