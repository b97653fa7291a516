// The yardstick of the HTTP bench: plain Hono routes that send the same statements over the same number of connections,
// and answer with a text of the same length. `node plain-routes.ts RECIPES PORT`, DATABASE_URL in the environment.
import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'
import { z } from 'zod'
import { nextValues, recipeSchema } from './recorded-statements.ts'

const [file = '', port = ''] = process.argv.slice(2)
const recipes = z.array(recipeSchema).parse(JSON.parse(readFileSync(file, 'utf8')))
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const app = new Hono()

for (const { method, path, status, body, statements } of recipes) {
  app.on(method, path, async (c) => {
    if (method === 'POST') await c.req.json()
    const values = nextValues(statements)
    let client: pg.PoolClient | null = null
    let within = false
    try {
      for (const [n, { text, name }] of statements.entries()) {
        client ??= await pool.connect()
        await client.query({
          ...(name === undefined ? {} : { name }),
          text,
          values: values[n] ?? [],
        })
        within = /^(begin|start)/i.test(text) || (within && !/^(commit|rollback)/i.test(text))
        if (!within) {
          client.release()
          client = null
        }
      }
    } catch (error) {
      process.stderr.write(`${error}\n`)
      client?.release(true)
      throw error
    }
    client?.release()
    return new Response(body, { status, headers: { 'content-type': 'application/json' } })
  })
}

const server = serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' }, () =>
  process.stdout.write('plain\n'),
)
process.on('SIGTERM', () => {
  server.close(() => void pool.end())
  if ('closeAllConnections' in server) server.closeAllConnections()
})
