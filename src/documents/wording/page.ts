// The words only the underwriter's page has.
import type { Language } from '../typography.ts'
import { en } from './page-en.ts'
import { fr, type PageWords } from './page-fr.ts'

export const pageWords: Readonly<Record<Language, PageWords>> = { fr, en }
