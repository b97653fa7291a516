// The consent resource: made, begun, looked at, deleted by the provider.

import { z } from 'zod'
import { plainDateSchema, toPlainDate } from '../../core/values/plain-date.ts'
import { newSecret } from '../../runtime/ids.ts'
import { nowSeconds } from '../lives/shown-day.ts'
import { accessSchema, readAccess } from './access.ts'
import { type Answer, API_PATH, type Call, consentOfPath } from './call.ts'
import { type Authorisation, type Consent, setStatus } from './state.ts'
import { refuse } from './tpp-message.ts'

const AUTHORISABLE_SECONDS = 600

const consentSchema = z.object({
  access: accessSchema,
  recurringIndicator: z.boolean(),
  validUntil: plainDateSchema.transform(toPlainDate),
  frequencyPerDay: z.int().positive(),
  combinedServiceIndicator: z.boolean(),
})

export function postConsent(call: Call): Answer {
  const { bank, provider, header } = call
  if ((header('psu-ip-address') ?? '').trim() === '') {
    refuse('FORMAT_ERROR', 'PSU-IP-Address is absent')
  }
  const asked = readBody(call)
  if (asked.validUntil < bank.today()) refuse('FORMAT_ERROR', 'validUntil: in the past')
  if (!asked.recurringIndicator && asked.frequencyPerDay !== 1) {
    refuse('FORMAT_ERROR', 'frequencyPerDay: 1 for a single access')
  }
  const accepted = returnAddress(call, 'tpp-redirect-uri')
  const refused = header('tpp-nok-redirect-uri') === undefined ? accepted : null
  const consent: Consent = {
    id: newSecret(),
    clientId: provider.clientId,
    access: readAccess(asked.access),
    recurring: asked.recurringIndicator,
    frequencyPerDay: asked.frequencyPerDay,
    validUntil: asked.validUntil,
    returnTo: { accepted, refused: refused ?? returnAddress(call, 'tpp-nok-redirect-uri') },
    authorisableUntil: nowSeconds(bank) + AUTHORISABLE_SECONDS,
    status: 'received',
    lastActionDate: bank.today(),
    granted: null,
    calls: new Map(),
  }
  bank.consents.set(consent.id, consent)
  const self = `${API_PATH}/v1/consents/${consent.id}`
  const next =
    bank.options.start === 'explicit'
      ? { startAuthorisation: { href: `${self}/authorisations` } }
      : authorisationLinks(call, begin(call, consent))
  return {
    status: 201,
    headers: { location: self, 'aspsp-sca-approach': 'REDIRECT' },
    body: {
      consentStatus: consent.status,
      consentId: consent.id,
      _links: { ...next, self: { href: self }, status: { href: `${self}/status` } },
    },
  }
}

function readBody({ header, body }: Call): z.output<typeof consentSchema> {
  if (!/^application\/json\b/i.test(header('content-type') ?? '')) {
    refuse('UNSUPPORTED_MEDIA_TYPE', 'the body must be JSON')
  }
  try {
    return consentSchema.parse(JSON.parse(body.toString('utf8')))
  } catch {
    return refuse('FORMAT_ERROR', 'the body is no consent')
  }
}

/** @throws TppRefusal FORMAT_ERROR when the customer would be sent to strangers. */
function returnAddress({ provider, header }: Call, name: string): string {
  const text = header(name) ?? ''
  const url = URL.canParse(text) ? new URL(text) : refuse('FORMAT_ERROR', `${name}: no address`)
  const address = url.origin + url.pathname
  if (!provider.redirectUris.includes(address)) {
    refuse('FORMAT_ERROR', `${name}: not of this provider`)
  }
  return url.href
}

export function postAuthorisation(call: Call): Answer {
  const consent = consentOfPath(call)
  if (consent.status !== 'received') refuse('STATUS_INVALID', 'nothing is left to authorise')
  const authorisation = begin(call, consent)
  const body = {
    scaStatus: 'received',
    authorisationId: authorisation.id,
    _links: authorisationLinks(call, authorisation),
  }
  return { status: 201, headers: { 'aspsp-sca-approach': 'REDIRECT' }, body }
}

function begin({ bank }: Call, consent: Consent): Authorisation {
  const authorisation: Authorisation = {
    id: newSecret(),
    consentId: consent.id,
    persona: null,
    wrongCodes: 0,
    request: null,
  }
  bank.authorisations.set(authorisation.id, authorisation)
  return authorisation
}

function authorisationLinks({ bank }: Call, { id }: Authorisation) {
  return bank.options.sca === 'oauth'
    ? { scaOAuth: { href: `${bank.apiUrl}${API_PATH}/.well-known/oauth-authorization-server` } }
    : { scaRedirect: { href: `${bank.pagesUrl}${API_PATH}/sca/${id}` } }
}

export function getStatus(call: Call): Answer {
  return { status: 200, body: { consentStatus: consentOfPath(call).status } }
}

export function getConsent(call: Call): Answer {
  const consent = consentOfPath(call)
  const accounts = consent.granted?.persona.accounts.filter(({ id }) =>
    consent.granted?.accounts.includes(id),
  )
  const references = (accounts ?? []).map(({ iban }) => ({ iban }))
  const { balances, transactions } = consent.access
  const body = {
    access: {
      accounts: references,
      ...(balances ? { balances: references } : {}),
      ...(transactions ? { transactions: references } : {}),
    },
    recurringIndicator: consent.recurring,
    validUntil: consent.validUntil,
    frequencyPerDay: consent.frequencyPerDay,
    lastActionDate: consent.lastActionDate,
    consentStatus: consent.status,
  }
  return { status: 200, body }
}

/** Whatever was open ends; what has ended stays as it is. */
export function deleteConsent(call: Call): Answer {
  const consent = consentOfPath(call)
  const isOpen = consent.status === 'received' || consent.status === 'valid'
  if (isOpen) setStatus(call.bank, consent, 'terminatedByTpp')
  return { status: 204, body: null }
}
