// What differs between two rulebooks as written: which rules, and which other files.
import { RULE_FOLDER } from '../categorisation/read-rules.ts'
import type { CompiledRule, Ruleset } from '../categorisation/ruleset.ts'
import { canonicalJson } from '../values/canonical.ts'
import type { RulebookFiles } from '../values/rule-file.ts'

export type RulebookChanges = {
  /** Ids, sorted. A rule that only moved to another file or line has not changed. */
  readonly rules: {
    readonly added: readonly string[]
    readonly removed: readonly string[]
    readonly changed: readonly string[]
  }
  /** Settings, codes, scorecards and texts whose bytes differ, sorted. */
  readonly files: readonly string[]
}

type Side = { readonly files: RulebookFiles; readonly ruleset: Ruleset }

export function compareRulebookTexts(before: Side, after: Side): RulebookChanges {
  const [old, now] = [rulesOf(before.ruleset.rules), rulesOf(after.ruleset.rules)]
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])].sort()
  return {
    rules: {
      added: [...now.keys()].filter((id) => !old.has(id)).sort(),
      removed: [...old.keys()].filter((id) => !now.has(id)).sort(),
      changed: [...now.keys()].filter((id) => old.has(id) && old.get(id) !== now.get(id)).sort(),
    },
    files: paths.filter(
      (path) => !path.startsWith(RULE_FOLDER) && before.files.get(path) !== after.files.get(path),
    ),
  }
}

function rulesOf(rules: readonly CompiledRule[]): ReadonlyMap<string, string> {
  return new Map(
    rules.map(({ rule }) => [rule.id, canonicalJson(JSON.parse(JSON.stringify(rule)))]),
  )
}
