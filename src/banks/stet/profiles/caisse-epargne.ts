// Groupe BPCE, Caisse d'Epargne family: the interface of the group, with less history and no identity.
import { bpceGroup, store } from './bpce.ts'
import { facts, from, productionClient } from './facts.ts'
import { establishments, type StetProfile } from './profile.ts'

const documented = from('www.api.89c3.com, Caisse d’Epargne account information, "Limits"')
const seen = from(productionClient('bpcegroup/caissedepargneparticuliers'))

export const caisseEpargne: StetProfile = {
  ...bpceGroup,
  identity: 'none',
  historyDays: 62,
  mostLines: 500,
  /** Codes: hosts of the client in production. Names: as these banks call themselves, held against no register. */
  establishments: establishments('bpce', [
    ['11315', 'Caisse d’Epargne CEPAC', 'Caisse d’Epargne Provence-Alpes-Corse'],
    ['11425', 'Caisse d’Epargne Normandie'],
    ['12135', 'Caisse d’Epargne Bourgogne Franche-Comté'],
    ['13135', 'Caisse d’Epargne Midi-Pyrénées'],
    ['13335', 'Caisse d’Epargne Aquitaine Poitou-Charentes'],
    ['13485', 'Caisse d’Epargne Languedoc-Roussillon'],
    ['13825', 'Caisse d’Epargne Rhône Alpes'],
    ['14265', 'Caisse d’Epargne Loire Drôme Ardèche'],
    ['14445', 'Caisse d’Epargne Bretagne Pays de Loire'],
    ['14505', 'Caisse d’Epargne Loire-Centre'],
    ['15135', 'Caisse d’Epargne Grand Est Europe', 'Lorraine Champagne-Ardenne', 'Alsace'],
    ['16275', 'Caisse d’Epargne Hauts de France', 'Nord France Europe'],
    ['17515', 'Caisse d’Epargne Ile-de-France'],
    ['18315', 'Caisse d’Epargne Côte d’Azur'],
    ['18715', 'Caisse d’Epargne d’Auvergne et du Limousin'],
  ]),
  facts: facts({
    addresses: seen('www.<code>.live.api.89c3.com'),
    version: store(
      'STET 1.4.2; 1.6.2 in production since February 2023, 1.4.2 deprecated; a newer host is named for it',
    ),
    consent: documented('declared by PUT /consents, by IBAN'),
    sign_in: documented('redirect only'),
    signature: seen('keyId is the client id; (request-target) date digest x-request-id'),
    history: documented(
      '62 days for individuals and small businesses, 90 for companies; 500 operations',
    ),
    paging: documented('none: at most 500 operations in one answer'),
    identity: documented('not available'),
    errors: seen('STET body with the four-letter code in `message`'),
    quota: documented('4 calls a day per account and method while the customer is absent'),
  }),
}
