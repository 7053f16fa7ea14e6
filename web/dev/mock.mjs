// A stand-in for the server while screens are drawn: answers the few routes of the shell, and files of
// dev/mock/*.json for anything else (GET /api/v1/a/b → dev/mock/a.b.json). Never shipped. `npm run mock`,
// then `npm run dev`.
//   MOCK_PORT 8080 · MOCK_EMPTY=1 a new installation · MOCK_ROLE secretary|town|member|operator|…
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./mock/', import.meta.url));
const kind = process.env.MOCK_ROLE ?? 'secretary';
let empty = process.env.MOCK_EMPTY === '1';
const organisations = { operator: '兴十四镇', county: '甘南县委组织部', town: '兴十四镇党建办' };
const me = {
  account: '7001',
  name: '赵永安',
  roles: [
    { kind, organisation: '12', organisation_name: organisations[kind] ?? '音河村党支部', path: '/1/2/12/' },
  ],
};
const tasks = [
  { menu: 'feedback', count: 5, late: 1 },
  { menu: 'reviews', count: 2, late: 0 },
  { menu: 'plaques', count: 3, late: 0 },
];
const divisions = [
  { code: '230225101201', name: '兴十四村民委员会', level: 'village' },
  { code: '230225101204', name: '音河村民委员会', level: 'village' },
];

const problem = (key, field, sentence) => ({
  error: { status: 400, request_id: 'r-mock-1', problems: [{ key, field, sentence }] },
});

function answer(method, path, cookies, body) {
  const cookie = 'lianghu_session=1; Path=/; HttpOnly; SameSite=Lax';
  const signedIn = /lianghu_session=1/.test(cookies ?? '');
  if (path === '/setup' && method === 'GET') return [200, { needed: empty }];
  if (path === '/setup') return ((empty = false), [200, me, cookie]);
  if (path === '/sessions') {
    if (body.password === 'wrong')
      return [422, problem('accounts.sign_in.wrong', '', '登录名或密码不对，再试一次。')];
    return [200, me, cookie];
  }
  if (!signedIn) return [401, problem('session.needed', '', '请先登录。')];
  if (path === '/sessions/current') return [200, {}, 'lianghu_session=; Path=/; Max-Age=0'];
  if (path === '/me') return [200, me];
  if (path === '/me/password' && body.old_password === 'wrong')
    return [422, problem('accounts.password.wrong', 'old_password', '现在的密码不对')];
  if (path === '/me/password') return [200, {}];
  if (path === '/divisions') return [200, { divisions }];
  const file = `${folder}${path.slice(1).replaceAll('/', '.')}.json`;
  if (method === 'GET' && existsSync(file)) return [200, JSON.parse(readFileSync(file, 'utf8'))];
  if (path === '/tasks') return [200, { tasks }];
  return method === 'GET' ? [404, problem('route.not_found', '', '没有这一页。')] : [200, {}];
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const isJson = (request.headers['content-type'] ?? '').includes('json');
  const path = new URL(request.url, 'http://x').pathname.replace('/api/v1', '');
  const [status, body, setCookie] = answer(
    request.method,
    path,
    request.headers.cookie,
    isJson && text ? JSON.parse(text) : {},
  );
  if (setCookie) response.setHeader('Set-Cookie', setCookie);
  response.writeHead(status, { 'Content-Type': 'application/json', 'x-request-id': 'r-mock-1' });
  response.end(JSON.stringify(body));
}).listen(Number(process.env.MOCK_PORT ?? 8080), '127.0.0.1');
