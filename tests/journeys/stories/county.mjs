// A county with several towns and villages, seen from above, from below and from the road: the demo's.
import { addTown, demoPassword, retiredPlaque } from '../lib/shortcut.mjs';

export const county = {
  name: 'county',
  seconds: 600,
  demo: '2020-12-05',
  in: [
    ['phone', 'zh-CN'],
    ['desktop', 'zh-CN'],
    ['desktop', 'en'],
    ['phone', 'en'],
  ],
  async tell(journey) {
    await addTown(journey.base);
    const one = await journey.arrive();
    await one.signIn('county', demoPassword);
    await seeCounty(journey, one);
    await chooseVillage(journey, one);
    await loseTheWay(journey, one);
    await seeRetired(journey);
    await seeAsMember(journey);
  },
};

async function seeCounty(journey, one) {
  await journey.step('the county sees its towns, a town its villages, a village its households', async () => {
    await one.open('/app/coverage');
    await one.sees('web.coverage.towns_worst');
    await one.looks('coverage of a county');
    await one.tap(one.page.getByRole('link', { name: '兴十四镇' }).filter({ visible: true }).first());
    await one.sees('web.coverage.villages_worst');
    await one.page.getByRole('link', { name: '甘南县' }).filter({ visible: true }).first().waitFor();
    await one.looks('coverage of a town in a county');
    await one.tap(one.page.getByRole('link', { name: '音河村' }).filter({ visible: true }).first());
    await one.page.getByRole('list', { name: one.t('web.coverage.stages') }).waitFor();
    await one.looks('coverage of a village with many households');
  });
}

async function chooseVillage(journey, one) {
  await journey.step('who sees several villages is asked which', async () => {
    await one.go('plaques');
    await one.seesTitle('web.plaques.which');
    await one.looks('which village');
    await one.tap(one.page.getByRole('link', { name: /音河村/ }));
    await one.page.getByRole('table').first().waitFor();
    await one.looks('plaques of a village');
  });
}

async function loseTheWay(journey, one) {
  await journey.step('an address that leads nowhere says so', async () => {
    await one.open('/app/nowhere');
    await one.seesTitle('web.lost.title');
    await one.looks('lost');
    await one.follow('web.lost.home', {}, one.page.getByRole('main'));
    await one.page.waitForURL(/\/app\/$/);
  });
}

async function seeRetired(journey) {
  const stranger = await journey.arrive();
  await journey.step('whoever scans a plaque that was taken back is told so, and no name', async () => {
    await stranger.open(new URL(await retiredPlaque(journey.base), journey.base).pathname);
    await stranger.sees('pages.retired');
    await stranger.looks('a plaque that was taken back');
  });
}

async function seeAsMember(journey) {
  const one = await journey.arrive();
  await journey.step('a member household sees its own', async () => {
    await one.signIn('member', demoPassword);
    await one.looks('home of a member');
    for (const room of ['plaques', 'pledges', 'pairing', 'help', 'households', 'reviews', 'meetings']) {
      await one.go(room);
      await one.page.getByRole('heading', { level: 1 }).waitFor();
      await one.looks(`${room} of a member`);
      if (await one.page.getByText(one.t('web.exempt.seen')).count())
        throw new Error('a member is told who is exempt');
    }
    await one.open('/app/me');
    await one.looks('own page of a member');
  });
}
