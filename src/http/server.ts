// The socket side: how large and how slow a request may be before any of our code sees it, and what is then said.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { newId } from '../runtime/ids.ts'
import { type ProblemCode, problemOf } from './problem.ts'

/** Of the request line and all header fields together, in bytes. */
const LARGEST_HEAD = 16 * 1024
/** A head that drips in is cut off, and so is a body; looked at as often as that. */
const patience = { headMs: 15_000, requestMs: 60_000, everyMs: 5_000 }

export function createHttpServer(
  fetch: Parameters<typeof getRequestListener>[0],
  { headMs, requestMs, everyMs } = patience,
): Server {
  const limits = {
    maxHeaderSize: LARGEST_HEAD,
    headersTimeout: headMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: everyMs,
  }
  const server = createServer(limits, getRequestListener(fetch))
  const open = new WeakMap<Socket, ServerResponse>()
  server.on('request', ({ socket }, response) => {
    open.set(socket, response)
    response.once('close', () => open.delete(socket))
  })
  server.on('clientError', (error, stream) => {
    const socket = stream as Socket
    // in the middle of an answer
    if (open.get(socket)?.headersSent) socket.destroy()
    else if (error instanceof Error) refuse(error, socket)
  })
  return server
}

/** What no route ever sees is refused as everything else is: as a problem. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(codeOf(error), newId('req'))
  const body = JSON.stringify(problem)
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${problem.title}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'x-content-type-options: nosniff',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function codeOf({ code }: NodeJS.ErrnoException): ProblemCode {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers_too_large'
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request_timeout'
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 'payload_too_large'
    default:
      return 'invalid_request'
  }
}
