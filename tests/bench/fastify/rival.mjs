// What a small application in Node would be that takes the form of /p/TOKEN/say: Fastify and better-sqlite3,
// one commit for all that came meanwhile, `synchronous=FULL`, answered when it is on the disk. It writes the
// same four rows into the same tables as Lianghu, or (ROWS 1) one row of its own. It looks at no door, knows
// no limits, works out no receiver, builds no tree and sends the same bytes to everybody.
//
//   node rival.mjs PORT DATABASE ROWS
import { createHash, createHmac, randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import Fastify from 'fastify'

const [port, file, rows] = process.argv.slice(2)
const ANSWER = '<!DOCTYPE html>' + 'x'.repeat(6900)
const key = randomBytes(32)

const database = new Database(file)
database.defaultSafeIntegers(true)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.pragma('cache_size = -16000')
database.exec('CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, message TEXT NOT NULL)')

const household = database.prepare('SELECT village_id AS village, id FROM households LIMIT 1').get()
const last = database.prepare('SELECT MAX(position) AS position FROM journal_leaves').get().position
let position = (last ?? -1n) + 1n
let id = BigInt(Date.now()) << 22n

const insert = {
  said: database.prepare('INSERT INTO said (message) VALUES (?)'),
  feedback: database.prepare(
    `INSERT INTO feedback (village_id, id, about, household_id, door, kind, state, message, said_on,
       answer_by, handler_id, past_branch, escalated, reopened, assignee_name, answer, may_show, shown,
       hidden, version)
     VALUES (?, ?, 'household', ?, ?, ?, 'received', ?, ?, ?, ?, 0, 0, 0, '', '', 0, 0, 0, 1)`,
  ),
  code: database.prepare(
    'INSERT INTO feedback_codes (code_hash, home_village, feedback_id) VALUES (?, ?, ?)',
  ),
  entry: database.prepare(
    `INSERT INTO journal_entries (village_id, id, at, actor_kind, actor_id, action, subject_id, salt,
       rows_json, leaf, sequenced, blind)
     VALUES (?, ?, ?, 'visitor', 0, 'feedback.received', ?, ?, ?, ?, 1, ?)`,
  ),
  leaf: database.prepare(
    'INSERT INTO journal_leaves (position, entry_village, entry_id, leaf) VALUES (?, ?, ?, ?)',
  ),
}

const hmac = (secret, text) => createHmac('sha256', secret).update(text).digest()

function keepFour({ kind, text, formKey }) {
  const { village } = household
  const at = ++id
  const salt = randomBytes(16)
  const blind = randomBytes(16)
  const code = hmac(key, formKey)
  const days = ['2020-09-15', '2020-09-25']
  insert.feedback.run(village, at, household.id, '音河 012 号', kind, text, ...days, village)
  insert.code.run(code, village, at)
  const rowsJson = JSON.stringify(
    [text, code].map((row, index) => ({
      table: index ? 'feedback_codes' : 'feedback',
      id: String(at),
      commitment: hmac(salt, row).toString('hex'),
    })),
  )
  const leaf = createHash('sha256').update('\0').update(blind).update(rowsJson).digest()
  insert.entry.run(village, at, Date.now(), at, salt, rowsJson, leaf, blind)
  insert.leaf.run(position++, village, at, leaf)
}

const keep = rows === '1' ? ({ text }) => insert.said.run(text) : keepFour
const keepAll = database.transaction((waiting) => waiting.forEach(keep))

let waiting = []
function commit() {
  const group = waiting
  waiting = []
  keepAll.immediate(group)
  for (const { reply } of group) reply.type('text/html; charset=utf-8').send(ANSWER)
}

const app = Fastify()
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
  done(null, body),
)
app.post('/p/:token/say', (request, reply) => {
  const form = new URLSearchParams(request.body)
  const text = (form.get('text') ?? '').trim()
  if (text.length < 2 || text.length > 1000) return reply.code(422).send('')
  if (waiting.length === 0) setImmediate(commit)
  waiting.push({ reply, text, kind: form.get('kind'), formKey: form.get('key') ?? '' })
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
console.log('ready')
