// Gets a server to where a small journey begins, by its API: a town, a village, its secretary; or the demo's
// county with a second town.
import { randomUUID } from 'node:crypto';

export const secretary = { name: '周演成', login: 'secretary', password: 'a door with a plaque 3' };

class Session {
  constructor(base) {
    this.base = base;
    this.cookie = '';
  }
  post(path, body) {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  async ask(path, { method = 'GET', headers = {}, body } = {}) {
    const answer = await fetch(this.base + path, {
      method,
      headers: { ...headers, Origin: this.base, Cookie: this.cookie },
      body,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
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

/** Of everybody in the demo. */
export const demoPassword = 'lianghu-2020';

/** A town with one village beside the demo's, which does not take part yet. */
export async function addTown(base) {
  const operator = new Session(base);
  await operator.post('/api/v1/sessions', { login_name: 'admin', password: demoPassword });
  const { organisations } = await operator.ask('/api/v1/organisations');
  const county = organisations.find((each) => each.kind === 'county');
  const made = (parent, kind, name, division) =>
    operator.post('/api/v1/organisations', { parent, kind, name, division });
  const below = async (code) => (await operator.ask(`/api/v1/divisions/${code}/children`)).divisions;
  const there = new Set(organisations.map(({ division }) => division));
  const place = (await below(county.division)).find(({ code }) => !there.has(code));
  const town = await made(county.id, 'town', `${place.name}党委`, place.code);
  const [village] = await below(place.code);
  await made(town.id, 'branch', `${village.name.replace(/居?民委员会$/, '')}党支部`, village.code);
}

/** The public page of a plaque of the demo that was taken back. */
export async function retiredPlaque(base) {
  const town = new Session(base);
  await town.post('/api/v1/sessions', { login_name: 'town', password: demoPassword });
  const { organisations } = await town.ask('/api/v1/organisations');
  for (const { id } of organisations.filter((each) => each.kind === 'branch')) {
    const { plaques } = await town.ask(`/api/v1/villages/${id}/plaques?show=all`);
    const found = plaques.find(({ plaque }) => plaque.state === 'retired');
    if (found) return found.page;
  }
  throw new Error('no plaque of the demo was taken back');
}

/**
 * Of the secretary's village in the demo: its notice board, a month of its archive with a review and a
 * meeting, the month of the letters, and a door with a letter in the public log and an answer.
 */
export async function publicPlaces(base) {
  const session = new Session(base);
  await session.post('/api/v1/sessions', { login_name: 'secretary', password: demoPassword });
  const { roles } = await session.ask('/api/v1/me');
  const { organisations } = await session.ask('/api/v1/organisations');
  const { division } = organisations.find(({ id }) => id === roles[0].organisation);
  const board = `/v/${division}`;
  const read = async (path) => (await fetch(base + path)).text();
  const linked = async (path, pattern) => [...(await read(path)).matchAll(pattern)].map(([, found]) => found);
  const months = await linked(`${board}/archive`, /href="([^"]*\/archive\/\d{4}-\d\d)"/g);
  const [month, monthOfLetters] = months.slice(-2);
  for (const door of await linked(board, /href="(\/p\/[^"/]+)"/g)) {
    const page = await read(door);
    if (page.includes(`${door}/proof`) && page.includes('class="heard"'))
      return { board, door, month, monthOfLetters };
  }
  throw new Error('no door of the demo has a letter in the public log and an answer');
}

/**
 * Of the secretary's village in the demo: the page behind a door where a namesake of the secretary lives,
 * whom nobody can tell from the secretary, and behind another.
 */
export async function twoDoors(base) {
  const session = new Session(base);
  await session.post('/api/v1/sessions', { login_name: 'secretary', password: demoPassword });
  const { name, roles } = await session.ask('/api/v1/me');
  const village = `/api/v1/villages/${roles[0].organisation}`;
  const { plaques } = await session.ask(`${village}/plaques?show=all`);
  const [own, other] = plaques.filter(({ plaque }) => plaque.state === 'hung');
  const namesake = { name, relation: '', is_head: false, party: 'none' };
  await session.post(`${village}/households/${own.plaque.household}/persons`, namesake);
  return { own: own.page, other: other.page };
}
