// Plaques: one household is exempt, two get theirs planned, printed and hung.
import { heads } from './roster.mjs';

export async function hangPlaques(journey, cast) {
  const one = cast.secretary;
  await journey.step('a household is exempt, for a reason', async () => {
    await one.go('plaques');
    await one.sees('web.plaques.state.none');
    await one.looks('plaques before the plan');
    await one.pressIn(one.row(heads.zhang), 'web.plaques.deed.exempt');
    await one.press('web.exempt.confirm');
    await one.sees('web.reason.needed');
    await one.looks('an exemption without its reason');
    const [reason] = one.t('web.exempt.plaque.usual').split('|');
    await one.tap(one.dialog.getByRole('button', { name: reason }));
    await one.press('web.exempt.confirm');
    await one.told('web.exempt.plaque.done', { name: heads.zhang });
    await one.sees('web.plaques.exempt.list', { count: 1 });
  });
  await journey.step('plaques are planned for all others', async () => {
    await one.press('web.plaques.plan.button', { count: 2 });
    await one.choose('web.plaques.plan.shown');
    await one.looks('plan of the plaques');
    await one.press('web.plaques.plan.confirm');
    await one.told('web.plaques.plan.done', { count: 2 });
    await one.looks('planned plaques');
  });
  await journey.step('they are printed as one PDF and marked as printed', async () => {
    await one.tap(one.page.getByRole('button', { name: one.exact('web.plaques.print.button') }).first());
    await one.looks('print of the plaques');
    const link = one.dialog.getByRole('link', { name: one.like('web.plaques.print.open') });
    const answer = await one.page.request.get(await link.getAttribute('href'));
    const pdf = await answer.body();
    if (!answer.ok() || pdf.subarray(0, 5).toString() !== '%PDF-')
      throw new Error(`no PDF: ${answer.status()} ${answer.headers()['content-type']}`);
    await one.press('web.plaques.mark.confirm', { count: 2 });
    await one.told('web.plaques.mark.done', { count: 2 });
  });
  for (const head of [heads.wang, heads.li])
    await journey.step(`the plaque of ${head} is hung`, async () => {
      await one.pressIn(one.row(head), 'web.plaques.deed.hang');
      await one.dialog.getByRole('radio', { name: one.name('web.plaques.hang.shown') }).check();
      if (head === heads.wang) await one.looks('hanging');
      await one.press('web.plaques.hang.confirm');
      await one.told('web.plaques.hang.done');
    });
  await journey.step('the headline says that all hang; a plaque leads to its public page', async () => {
    await one.seesTitle('web.plaques.title.all', { count: 2 });
    await one.looks('all plaques hang');
    cast.plaquePages = {};
    for (const head of [heads.li, heads.wang]) {
      const more = one.row(head).getByRole('button', { name: one.like('web.plaques.more') });
      await more.click();
      if (head === heads.wang) await one.looks('a plaque');
      const link = one.dialog.getByRole('link', { name: one.t('web.plaques.page') });
      cast.plaquePage = new URL(await link.getAttribute('href'), journey.base).pathname;
      if (!cast.plaquePage.startsWith('/p/')) throw new Error(`the plaque leads to ${cast.plaquePage}`);
      cast.plaquePages[head] = cast.plaquePage;
      await one.press('web.app.close');
    }
  });
}
