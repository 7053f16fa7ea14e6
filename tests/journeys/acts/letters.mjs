// Letters: the village's list, a letter written, kept, signed, returned, signed again, accepted, published.
import { heads } from './roster.mjs';

/** What the household of Wang promises in its own words. */
export const promise = '每周给南街独居老人担水、扫雪';

export async function writeLetters(journey, cast) {
  const one = cast.secretary;
  await takeCatalogue(journey, one);
  await writeAndKeep(journey, one);
  await signAndPublish(journey, one);
  await publishTheRest(journey, one);
}

async function takeCatalogue(journey, one) {
  await journey.step('the village takes the programme’s list and adds to it', async () => {
    await one.go('pledges');
    await one.row(heads.wang).waitFor();
    await one.looks('letters before the first');
    await one.follow('web.pledges.catalogue.button');
    await one.sees('web.pledges.catalogue.empty');
    await one.looks('no list yet');
    await one.press('web.pledges.catalogue.take');
    await one.looks('taking the list');
    await one.press('web.pledges.catalogue.take');
    await one.told('web.pledges.catalogue.taken');
    await one.press('web.pledges.catalogue.add');
    await one.press('web.form.save');
    await one.sees('web.pledges.catalogue.wording_needed');
    await one.looks('an entry without its wording');
    await one.fill('web.pledges.wording', '每月义务清扫一次村广场');
    await one.press('web.form.save');
    await one.told('web.pledges.catalogue.saved');
    await one.seesTitle('web.pledges.catalogue.title', { count: 11 });
    await one.looks('list');
    await one.tap(one.page.getByRole('link', { name: one.t('web.app.back') }));
  });
}

const openLetter = (one, head) => one.tap(one.row(head).getByRole('link').last());

/** Draws in the box for the name. */
async function drawName(one) {
  const pad = one.page.getByRole('img', { name: one.like('web.pledges.signature') });
  await pad.hover({ trial: true }); // in sight, not covered, and where it will stay
  const box = await pad.boundingBox();
  const at = (x, y) => [box.x + box.width * x, box.y + box.height * y];
  await one.page.mouse.move(...at(0.2, 0.3));
  await one.page.mouse.down();
  for (const [x, y] of [
    [0.4, 0.7],
    [0.5, 0.3],
    [0.7, 0.6],
  ])
    await one.page.mouse.move(...at(x, y), { steps: 4 });
  await one.page.mouse.up();
}

async function writeAndKeep(journey, one) {
  await journey.step('a letter is not kept without a promise, and is kept unsigned with one', async () => {
    await openLetter(one, heads.wang);
    await one.seesTitle('web.pledges.letter_title', { name: heads.wang });
    await one.looks('a new letter');
    await one.press('web.pledges.keep');
    await one.sees('web.pledges.choose_some');
    await one.page
      .getByRole('checkbox', { name: one.like('web.pledges.asked') })
      .or(one.page.locator('form').getByRole('checkbox'))
      .first()
      .check();
    await one.press('web.pledges.write_own');
    await one.page.getByLabel(one.t('web.pledges.wording')).last().fill(promise);
    await one.looks('a letter being written');
    await one.press('web.pledges.keep');
    await one.told('web.pledges.saved');
  });
}

async function signAndPublish(journey, one) {
  await journey.step('it is signed on the screen, with what was kept still there', async () => {
    await one.press('web.pledges.sign_now');
    await one.sees('web.pledges.drawing_needed');
    const kept = await one.page.getByLabel(one.t('web.pledges.wording')).last().inputValue();
    if (kept !== promise) throw new Error(`kept was: ${kept}`);
    await drawName(one);
    await one.press('web.pledges.sign_now');
    await one.told('web.pledges.signed_toast');
    await one.looks('a signed letter');
  });
  await journey.step('the branch returns it with a reason; it is signed again', async () => {
    await one.press('web.pledges.return');
    const [, reason] = one.t('web.pledges.return_usual').split('|');
    await one.tap(one.dialog.getByRole('button', { name: reason }));
    await one.looks('returning a letter');
    await one.press('web.pledges.return');
    await one.told('web.pledges.return.done', { name: heads.wang });
    await one.sees('web.pledges.returned_because', { reason });
    await drawName(one);
    await one.press('web.pledges.sign_now');
    await one.told('web.pledges.signed_toast');
  });
  await journey.step('the branch accepts and publishes it', async () => {
    await one.press('web.pledges.accept');
    await one.told('web.pledges.accept.done', { name: heads.wang });
    await one.press('web.pledges.publish');
    await one.looks('publishing a letter');
    await one.press('web.pledges.publish_now');
    await one.told('web.pledges.publish.done', { name: heads.wang });
    await one.looks('a published letter');
  });
}

async function publishTheRest(journey, one) {
  await journey.step('the other households sign too, and all are published at once', async () => {
    for (const head of [heads.li, heads.zhang]) {
      await one.go('pledges');
      await openLetter(one, head);
      await one.page.locator('form').getByRole('checkbox').nth(1).check();
      await drawName(one);
      await one.press('web.pledges.sign_now');
      await one.told('web.pledges.signed_toast');
      await one.press('web.pledges.accept');
      await one.told('web.pledges.accept.done', { name: head });
    }
    await one.go('pledges');
    await one.press('web.pledges.publish_all', { count: 2 });
    await one.press('web.pledges.publish_now');
    await one.told('web.pledges.published_all', { count: 2 });
    await one.seesTitle('web.pledges.title.done', { count: 3 });
    await one.looks('all letters published');
  });
}
