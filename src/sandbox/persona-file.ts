// Further personas from a YAML file; its format is described in lives/plan.ts.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { parseRuleFile, RuleFileError } from '../core/values/rule-file.ts'
import { AppError } from '../errors.ts'
import { type PersonaInput, type PersonaPlan, personaPlanSchema } from './lives/plan.ts'
import { personas } from './personas/personas.ts'

const fileSchema = z.strictObject({ personas: z.array(personaPlanSchema) })

/** @throws AppError configuration_invalid naming file, line and field. */
export function personasFromFile(path: string): PersonaPlan[] {
  try {
    return parseRuleFile(path, readFileSync(path, 'utf8'), fileSchema).personas
  } catch (cause) {
    const detail =
      cause instanceof RuleFileError ? cause.message : `${path}: the file cannot be read`
    throw new AppError('configuration_invalid', detail, { cause })
  }
}

/** The documented eight, then the configured ones. @throws AppError when an identifier or name is taken. */
export function allPersonas(config: string | readonly PersonaInput[] | undefined): PersonaPlan[] {
  const added =
    config === undefined
      ? []
      : typeof config === 'string'
        ? personasFromFile(config)
        : config.map((persona) => personaPlanSchema.parse(persona))
  const all = [...personas, ...added]
  const seen = new Set<string>()
  for (const { identifier } of all) {
    if (seen.has(identifier.toLowerCase())) {
      throw new AppError('configuration_invalid', `persona ${identifier} is defined twice`)
    }
    seen.add(identifier.toLowerCase())
  }
  return all
}
