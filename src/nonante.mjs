#!/usr/bin/env node
// The `nonante` command: says in one line when Node is too old, since TypeScript then could not even be read.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(
    `nonante needs Node 24 or later; this is ${process.version}. On Linux, \`npm ci\` installs one beside the project.\n`,
  )
  process.exit(1)
}
await import('./cli.ts')
