// The rulebook that ships with this version.
import { resolve } from 'node:path'

export const shippedRules = resolve(import.meta.dirname, '../../rules')
