// Faults in what trust rests on: `npm run test:mutants -- trust`. Each names the fast tests that must kill it.
import type { Mutant } from './mutant.ts'

export type TrustMutant = Mutant & { readonly tests: readonly string[] }

const callback = 'test/sessions/callback.test.ts'
const negatives = 'test/journey/callback-negatives.test.ts'
const pull = 'test/collection/collect-connection.test.ts'
const half = 'test/endurance/nothing-half.test.ts'

/** `file` below the checkout. */
export const ofTrust: readonly TrustMutant[] = [
  {
    file: 'src/sessions/connection-store.ts',
    from: "    .where('fence', '=', fence)\n",
    to: '',
    what: 'no fencing: whoever was taken for dead still writes',
    tests: ['test/sessions/connection-store.test.ts'],
  },
  {
    file: 'src/sessions/exchange-code.ts',
    from: 'const answer = await askBank(deps, exchange)',
    to: 'const answer = await askBank(deps, exchange).then((a) => a.ok ? a : askBank(deps, exchange))',
    what: 'a code that failed is sent again',
    tests: [half],
  },
  {
    file: 'src/sessions/receive-callback.ts',
    from: '      state_hash: null,\n',
    to: '',
    what: 'the state stays when it has been used',
    tests: [callback],
  },
  {
    file: 'src/sessions/connection-store.ts',
    from: '  sealed_credential: null,\n  sealed_choices: null,\n  sealed_grants',
    to: '  sealed_choices: null,\n  sealed_grants',
    what: 'the token is kept when the connection has ended',
    tests: [pull],
  },
  {
    file: 'src/sessions/choose-accounts.ts',
    from: "deps.queue.enqueue(tx, 'collect-connection'",
    to: "deps.queue.enqueue(deps.db, 'collect-connection'",
    what: 'two transactions: a job for a change that was rolled back',
    tests: [half],
  },
  {
    file: 'src/db/lender-transaction.ts',
    from: 'escapeLiteral(lenderId)}, true)',
    to: 'escapeLiteral(lenderId)}, false)',
    what: 'SET instead of SET LOCAL: the next caller is the lender of the one before',
    tests: ['test/db/pool.test.ts'],
  },
  {
    file: 'src/collection/pull-hold.ts',
    from: 'if (connection.pullStartedAt === null) return',
    to: 'if (connection.fence > 0) return',
    what: 'a pull that was begun is begun again',
    tests: [pull],
  },
  {
    file: 'src/collection/pull-hold.ts',
    from: 'if (connection.leasedUntil !== null && connection.leasedUntil > now) return NOTHING\n',
    to: '\n',
    what: 'a living worker’s hold is not respected',
    tests: [pull],
  },
  {
    file: 'src/banks/stet/paging.ts',
    from: '    url.host === base.host &&\n',
    to: '',
    what: 'the next page may be on another host, and the token goes there',
    tests: ['test/banks/stet-paging.test.ts'],
  },
  {
    file: 'src/banks/stet/paging.ts',
    from: 'visited.size >= walk.cap',
    to: 'visited.size < 0',
    what: 'a list of pages without an end is followed without an end',
    tests: ['test/banks/stet-failures.test.ts'],
  },
  {
    file: 'src/telemetry/log.ts',
    from: 'return word.test(value) && ',
    to: 'return true || ',
    what: 'a token in a field of the log is written',
    tests: ['test/telemetry/log.test.ts'],
  },
  {
    file: 'src/sessions/sealed-store.ts',
    from: "    .where('session_id', '=', session.id)\n    .where('state_hash'",
    to: "    .where('state_hash'",
    what: 'a return is taken in the browser of another session',
    tests: [callback],
  },
  {
    file: 'src/journey/journey.ts',
    from: "  if (c.req.method !== 'GET') return c.body(null, 200)\n  // fetched",
    to: '  // fetched',
    what: 'HEAD on the return acts',
    tests: [negatives],
  },
  {
    file: 'src/banks/bank.ts',
    from: '  if (issuer === null) return true\n',
    to: '  return true\n',
    what: 'a return that another server issued is taken',
    tests: [negatives],
  },
  {
    file: 'src/sessions/create-session.ts',
    from: 'returnUrl === undefined || lender.returnUrls.includes(returnUrl)',
    to: 'returnUrl === undefined || lender.returnUrls.some((url) => returnUrl.startsWith(url))',
    what: 'a return URL need only begin as one that is listed',
    tests: [negatives],
  },
  {
    file: 'src/http/routes/sessions.ts',
    from: "effect: c.get('effect'),",
    to: 'effect: undefined,',
    what: 'a request carried on after a death makes a second session',
    tests: ['test/http/idempotency-bound.test.ts'],
  },
  {
    file: 'src/http/routes/sessions.ts',
    from: 'await settle?.(tx, 201, replayOf(made.session))',
    to: 'void settle',
    what: 'a session is made, and the reply that tells of it kept apart',
    tests: ['test/http/idempotency.test.ts'],
  },
  {
    file: 'src/collection/expire-sessions.ts',
    from: 'for (const id of overdue.stalled) {',
    to: 'for (const id of overdue.stalled.slice(0, 0)) {',
    what: 'a session whose job was lost waits for its end',
    tests: [half],
  },
  {
    file: 'src/db/pool.ts',
    from: 'pool.waitingCount >= mostWaiting',
    to: 'false',
    what: 'everyone waits for a full pool',
    tests: ['test/db/interruption.test.ts'],
  },
  {
    file: 'migrations/0002-row-level-security.sql',
    from: "  execute format('alter table %s force row level security', protected);\n",
    to: '',
    what: 'row-level security is not forced on the owner',
    tests: ['test/db/row-level-security.test.ts'],
  },
]
