// A bank that does as the NextGenPSD2 XS2A implementation guidelines 1.3 write it, with every option we
// use: what the sandbox bank is, and what the profile of a real bank starts from.
import { guidelineSignatureStyle } from '../signature.ts'
import { type BerlinGroupProfile, berlinGroupLimits } from './profile.ts'

export const guidelines: BerlinGroupProfile = {
  group: 'Berlin Group',
  country: 'FR',
  timeZone: 'Europe/Paris',
  apiPath: '/psd2',
  sca: 'redirect',
  access: 'bank_offered',
  ownerName: true,
  bookingStatus: 'both',
  signature: guidelineSignatureStyle,
  limits: berlinGroupLimits,
}
