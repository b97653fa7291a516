// `npm run client`: the TypeScript client of `src/client/api.ts`, made from openapi.yaml.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { generateApi } from 'swagger-typescript-api'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')
export const clientFile = join(root, 'src/client/api.ts')

const head = `// Every operation of the API and every shape it speaks of, made from openapi.yaml by \`npm run client\`: do not edit by
// hand. Imports nothing of the service: copy the folder into your own code, or import it from here.
import { type CallOptions, type ClientOptions, createCaller } from './caller.ts'
`

export async function generateClient(): Promise<string> {
  const { files } = await generateApi({
    spec: nullsApart(parse(readFileSync(join(root, 'openapi.yaml'), 'utf8'))),
    output: false,
    templates: join(import.meta.dirname, 'templates'),
    fileName: 'api.ts',
    silent: true,
    enumStyle: 'union',
    addReadonly: true,
    sortTypes: false,
    codeGenConstructs: (constructs) => ({
      ...constructs,
      Keyword: { ...constructs.Keyword, Any: 'unknown' },
    }),
  })
  const made = files.map(({ fileContent }) => fileContent).join('\n')
  const body = made.replace(/^[\s\S]*?(?=export )/, '')
  return execFileSync(
    join(root, 'node_modules/.bin/biome'),
    ['format', '--stdin-file-path=src/client/api.ts'],
    { cwd: root, input: `${head}\n${body}`, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
  )
}

/** `type: [object, "null"]` and its like lose their null in the generator: they are told as one or the other. */
function nullsApart<T>(document: T): T {
  const text = JSON.stringify(document, (_, value) => {
    if (typeof value !== 'object' || value === null || !Array.isArray(value.type)) return value
    const types = value.type.filter((type: string) => type !== 'null')
    if (types.length !== 1 || types.length === value.type.length) return value
    const { description, ...rest } = value
    const named = rest.enum === undefined ? {} : { enum: rest.enum.filter(Boolean) }
    const told = description === undefined ? {} : { description }
    return { ...told, anyOf: [{ ...rest, ...named, type: types[0] }, { type: 'null' }] }
  })
  return JSON.parse(text)
}

if (import.meta.main) writeFileSync(clientFile, await generateClient())
