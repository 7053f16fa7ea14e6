// Gets a server to where a small journey begins, by its API: a town, a village, its secretary.
import { randomUUID } from 'node:crypto';

export const secretary = { name: '周演成', login: 'secretary', password: 'a door with a plaque 3' };

class Session {
  constructor(base) {
    this.base = base;
    this.cookie = '';
  }
  async post(path, body) {
    const answer = await fetch(this.base + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        Origin: this.base,
        Cookie: this.cookie,
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
    const cookie = answer.headers.get('set-cookie');
    if (cookie) this.cookie = cookie.split(';')[0];
    return text ? JSON.parse(text) : undefined;
  }
}

/** The id of the village. */
export async function makeVillage(base) {
  const operator = new Session(base);
  const password = 'a door with a plaque 1';
  await operator.post('/api/v1/setup', { name: '郑演安', login_name: 'operator', password });
  const made = (parent, kind, name, division) =>
    operator.post('/api/v1/organisations', { parent, kind, name, division });
  const town = await made(null, 'town', '兴十四镇党委', '230225101');
  const branch = await made(town.id, 'branch', '音河村党支部', '230225101204');
  await operator.post('/api/v1/accounts', {
    name: secretary.name,
    login_name: secretary.login,
    password: secretary.password,
    kind: 'secretary',
    organisation: branch.id,
  });
  return branch.id;
}
