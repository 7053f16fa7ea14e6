// What goes wrong in a day's work: a double tap, a session that ends, a network that goes, a colleague who
// was faster. Nothing is made twice and nothing that was filled in is lost.
import { makeVillage, secretary } from '../lib/shortcut.mjs';

export const mishaps = {
  name: 'mishaps',
  seconds: 600,
  in: [['phone', 'zh-CN']],
  async tell(journey) {
    const village = await makeVillage(journey.base);
    const one = await journey.arrive();
    await one.signIn(secretary.login, secretary.password);
    await doubleTap(journey, one, village);
    await endedSession(journey, one, village);
    await someoneElse(journey, one, village);
    await lostNetwork(journey, one, village);
    await fasterColleague(journey, one);
  },
};

async function fillIn(one, village, head) {
  await one.open(`/app/villages/${village}/households`);
  await one.press('web.households.add');
  await one.fill('web.households.head_name', head);
  await one.choose('household.kind.contact');
}
const save = (one) => one.dialog.getByRole('button', { name: one.exact('web.form.save') });

/** How many households of this name there are, asked of the server. */
async function count(one, village, head) {
  const answer = await one.page.request.get(`/api/v1/villages/${village}/households?limit=200`);
  const { households } = await answer.json();
  return households.filter((row) => row.head === head).length;
}
async function isThereOnce(one, village, head) {
  await one.seesTitle('web.households.of', { name: head });
  const found = await count(one, village, head);
  if (found !== 1) throw new Error(`${head} is there ${found} times`);
}

async function doubleTap(journey, one, village) {
  await journey.step(
    'a form says at the field what is missing, and a double tap on save makes one',
    async () => {
      await fillIn(one, village, '');
      await one.tap(save(one));
      const name = await one.field('web.households.head_name');
      const described = (await name.getAttribute('aria-describedby')) ?? '';
      const error = one.page.locator(`[id="${described.split(' ').at(-1)}"]`);
      await error.filter({ hasText: one.t('web.households.name_needed') }).waitFor();
      await one.looks('a household without a name');
      await one.fill('web.households.head_name', '孙演江');
      await save(one).dblclick();
      await isThereOnce(one, village, '孙演江');
    },
  );
}

async function endedSession(journey, one, village) {
  await journey.step('a session ends in the middle of a form: sign in again, and it is saved', async () => {
    await fillIn(one, village, '吴演海');
    await one.context.clearCookies();
    await one.tap(save(one));
    await one.sees('web.entry.again');
    await one.looks('sign in again');
    await one.fill('web.entry.login_name', secretary.login);
    await one.fill('web.entry.password', 'a wrong password');
    await one.press('web.entry.enter');
    await one.dialog.last().getByRole('alert').waitFor();
    await one.fill('web.entry.password', secretary.password);
    await one.press('web.entry.enter');
    await isThereOnce(one, village, '吴演海');
  });
}

async function someoneElse(journey, one, village) {
  await journey.step(
    'whoever does not sign in again comes to the door, and back to the page later',
    async () => {
      await fillIn(one, village, '徐演平');
      await one.context.clearCookies();
      await one.tap(save(one));
      await one.sees('web.entry.again');
      await one.press('web.app.close', {}, one.dialog.last());
      await one.sees('web.entry.ended');
      await one.looks('the door after a session');
      await one.signIn(secretary.login, secretary.password);
      await one.page.waitForURL(`**/app/villages/${village}/households`);
      if (await count(one, village, '徐演平')) throw new Error('saved without a session');
    },
  );
}

async function lostNetwork(journey, one, village) {
  await journey.step(
    'the network goes while saving: what is filled in stays, and is saved once',
    async () => {
      await fillIn(one, village, '朱演安');
      await one.context.setOffline(true);
      await one.tap(save(one));
      await one.sees('web.api.unreachable');
      journey.complaints.length = 0; // the browser's own about the lost network
      await one.context.setOffline(false);
      await one.tap(save(one));
      await isThereOnce(one, village, '朱演安');
    },
  );
}

async function fasterColleague(journey, one) {
  await journey.step(
    'a colleague changed it first: who comes second is told, and loses nothing',
    async () => {
      const other = await journey.arrive();
      await other.signIn(secretary.login, secretary.password);
      await other.open(new URL(one.page.url()).pathname);
      for (const [who, address] of [
        [one, '东一街 1 号'],
        [other, '西一街 9 号'],
      ]) {
        await who.press('web.households.change');
        await who.fill('web.households.address', address);
      }
      await one.tap(save(one));
      await one.told('web.form.saved');
      await other.tap(save(other));
      await other.sees('version.stale');
      const kept = await (await other.field('web.households.address')).inputValue();
      if (kept !== '西一街 9 号') throw new Error(`what was filled in became: ${kept}`);
      await other.looks('a stale form');
    },
  );
}
