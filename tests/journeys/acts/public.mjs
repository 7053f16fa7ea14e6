// Somebody without an account scans the plaque and reads the notice board.
import { promise } from './letters.mjs';
import { heads } from './roster.mjs';

export async function seeInPublic(journey, cast) {
  cast.stranger = await journey.arrive();
  const one = cast.stranger;
  await journey.step('whoever scans the plaque reads the published letter', async () => {
    await one.open(cast.plaquePage);
    await one.sees('pages.letter');
    await one.sees('pages.proof.hung');
    await one.seesText(promise);
    await one.looks('public page of a plaque');
    await one.follow('pages.log.check');
    await one.sees('pages.log.result.held');
    await one.looks('the proof of a letter');
    await one.follow('pages.log.back');
    await one.tap(one.page.getByText(one.t('pages.size.elder')));
    await one.page.waitForLoadState();
    await one.looks('public page of a plaque, for the elderly');
  });
  await journey.step('the village’s notice board shows every letter', async () => {
    await one.follow('pages.to_board');
    await one.page.waitForURL(/\/v\/230225101204/);
    await one.seesText(promise);
    for (const head of [heads.wang, heads.li]) await one.seesText(head);
    await one.looks('notice board');
  });
  await journey.step('an address that was made up is told so', async () => {
    await one.open(cast.plaquePage.slice(0, -2) + (cast.plaquePage.endsWith('AA') ? 'BB' : 'AA'));
    await one.sees('pages.forged');
    await one.looks('a made-up plaque');
  });
}
