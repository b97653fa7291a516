// GET /end-user-identity
import { type Answer, type Call, consentOf, url } from './call.ts'
import { StetRefusal } from './stet-error.ts'

export function getIdentity(call: Call): Answer {
  // the documentation proves 403 and lists no code for it (T-ID-2)
  if (!consentOf(call).psuIdentity) throw new StetRefusal('Forbidden', 403)
  call.count('end-user-identity')
  const { holder } = call.persona
  const body = {
    connectedPsu: holder.fullName,
    ...(holder.prefix === undefined ? {} : { connectedPsuNamePrefix: holder.prefix }),
    ...(holder.firstName === undefined ? {} : { connectedPsuFirstName: holder.firstName }),
    ...(holder.lastName === undefined ? {} : { connectedPsuLastName: holder.lastName }),
    _links: {
      self: { href: url(call, '/end-user-identity') },
      'parent-list': { href: url(call, '/accounts') },
    },
  }
  return { status: 200, body }
}
