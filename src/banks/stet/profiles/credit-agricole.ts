// Crédit Agricole: one host for each regional bank, STET 1.4.1, consent declared.
import { facts, from, productionClient } from './facts.ts'
import { establishments, type StetProfile, stetDefaults } from './profile.ts'

const seen = from(productionClient('creditagricolegroup'))

export const creditAgricole: StetProfile = {
  ...stetDefaults,
  group: 'Crédit Agricole',
  version: '1.4.1',
  addresses: ({ code }) => {
    const name = code === 'chalus' ? 'banque-chalus' : `ca-${code}`
    const portal = code === 'chalus' ? 'banque-chalus' : 'credit-agricole'
    const api = `https://psd2-api.${name}.fr`
    return {
      authorizeUrl: `https://psd2-portal.${portal}.fr/${name}/authorize`,
      tokenUrl: `${api}/authentication/v1/openid/token`,
      apiUrl: `${api}/dsp2/v1`,
    }
  },
  oauth: { scope: 'aisp', pkce: false, client: 'certificate', signed: false },
  consent: 'declared',
  historyDays: 90,
  signature: {
    keyId: 'certificate_serial',
    headers: [
      '(request-target)',
      'date',
      'content-type',
      'x-request-id',
      'digest',
      'authorization',
    ],
    nameCase: 'lower',
    digest: 'always',
  },
  establishments: establishments('ca', [
    ['alpesprovence', 'Crédit Agricole Alpes Provence'],
    ['alsace-vosges', 'Crédit Agricole Alsace Vosges'],
    ['anjou-maine', 'Crédit Agricole Anjou Maine'],
    ['aquitaine', 'Crédit Agricole Aquitaine'],
    ['atlantique-vendee', 'Crédit Agricole Atlantique Vendée'],
    ['briepicardie', 'Crédit Agricole Brie Picardie'],
    ['centrefrance', 'Crédit Agricole Centre France'],
    ['centreloire', 'Crédit Agricole Centre Loire'],
    ['centreouest', 'Crédit Agricole Centre Ouest'],
    ['centrest', 'Crédit Agricole Centre Est'],
    ['cb', 'Crédit Agricole Champagne Bourgogne'],
    ['cmds', 'Crédit Agricole Charente-Maritime Deux-Sèvres'],
    ['charente-perigord', 'Crédit Agricole Charente Périgord'],
    ['corse', 'Crédit Agricole Corse'],
    ['cotesdarmor', 'Crédit Agricole Côtes d’Armor'],
    ['des-savoie', 'Crédit Agricole des Savoie'],
    ['finistere', 'Crédit Agricole Finistère'],
    ['franchecomte', 'Crédit Agricole Franche-Comté'],
    ['guadeloupe', 'Crédit Agricole Guadeloupe'],
    ['paris', 'Crédit Agricole Ile-de-France'],
    ['illeetvilaine', 'Crédit Agricole Ille-et-Vilaine'],
    ['languedoc', 'Crédit Agricole Languedoc'],
    ['loirehauteloire', 'Crédit Agricole Loire Haute-Loire'],
    ['lorraine', 'Crédit Agricole Lorraine'],
    ['martinique', 'Crédit Agricole Martinique Guyane'],
    ['morbihan', 'Crédit Agricole Morbihan'],
    ['norddefrance', 'Crédit Agricole Nord de France'],
    ['nord-est', 'Crédit Agricole Nord Est'],
    ['nmp', 'Crédit Agricole Nord Midi-Pyrénées'],
    ['normandie', 'Crédit Agricole Normandie'],
    ['normandie-seine', 'Crédit Agricole Normandie-Seine'],
    ['pca', 'Crédit Agricole Provence Côte d’Azur'],
    ['pyrenees-gascogne', 'Crédit Agricole Pyrénées Gascogne'],
    ['reunion', 'Crédit Agricole Réunion'],
    ['sudmed', 'Crédit Agricole Sud Méditerranée'],
    ['sudrhonealpes', 'Crédit Agricole Sud Rhône Alpes'],
    ['toulouse31', 'Crédit Agricole Toulouse 31'],
    ['tourainepoitou', 'Crédit Agricole Touraine Poitou'],
    ['valdefrance', 'Crédit Agricole Val de France'],
    ['chalus', 'Banque Chalus'],
  ]),
  facts: facts({
    addresses: seen('psd2-api.ca-<code>.fr; one registration for all regional banks'),
    version: seen('STET 1.4.1'),
    consent: seen('declared by PUT /consents'),
    sign_in: seen(
      'token request by certificate; that client also sends cats_* headers, needed or not',
    ),
    signature: seen(
      'keyId is the serial number of the seal, hexadecimal; Authorization is signed too',
    ),
    history: seen('89 days back; more with the first token and its extended scope only'),
    errors: seen(
      '500 with "303001": suspended, worth asking again; 400 invalid_request: account blocked',
    ),
  }),
}
