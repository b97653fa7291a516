// `npm run drill`: backs up, restores and reads, on servers of its own, and says what came of it.
import { runDrill } from './drill.ts'
import { programsFolder } from './postgres-programs.ts'

const programs = programsFolder()
if (programs === null) {
  process.stderr.write('The drill needs PostgreSQL’s programs: apt-get install postgresql\n')
  process.exitCode = 1
} else {
  const drill = await runDrill(programs, (step) => process.stdout.write(`- ${step}\n`))
  const told = [
    ['the report is the same, byte for byte', drill.before === drill.restored],
    ['the audit chain verifies', drill.auditVerified === 0],
    ['a report erased since the backup stays unreadable', drill.destroyedSince === 404],
    ['without the keys it is unreadable', drill.withoutKeys === 404],
    ['with other keys the service does not start', drill.wrongKeys.code === 1],
    ['no word of the statement is in the rows', drill.readableInDump.length === 0],
  ] as const
  for (const [what, holds] of told) process.stdout.write(`${holds ? 'yes' : 'NO '}  ${what}\n`)
  if (told.some(([, holds]) => !holds)) process.exitCode = 1
}
