// Help: a plan for a pair, a slip with a code for the helped household, an action, and what the helped say.
import { heads } from './roster.mjs';

const deed = '帮着把院里的雪扫了';

export async function helpAndBeThanked(journey, cast) {
  await writePlan(journey, cast.secretary);
  await giveSlip(journey, cast);
  await recordAction(journey, cast.secretary);
  await answerByCode(journey, cast);
}

async function writePlan(journey, one) {
  await journey.step('a plan is written for a pair', async () => {
    await one.go('help');
    await one.seesTitle('web.help.title.unplanned');
    await one.looks('help before the first action');
    await one.press('web.help.part.plans');
    await one.pressIn(one.row(heads.liu), 'web.help.plan_write');
    await one.fill('web.help.plan_what', '每周上门看一次，下雪天扫院子');
    await one.looks('a plan');
    await one.press('web.form.save');
    await one.told('web.help.plan_saved');
    await one.pressIn(one.row(heads.chen), 'web.help.plan_write');
    await one.fill('web.help.plan_what', '每月陪去一次镇卫生院');
    await one.press('web.form.save');
    await one.told('web.help.plan_saved');
    await one.looks('plans');
  });
}

async function giveSlip(journey, cast) {
  const one = cast.secretary;
  await journey.step('the helped household gets its slip; its number is shown once', async () => {
    await one.follow('web.help.slips');
    await one.looks('slips');
    await one.pressIn(one.row(heads.liu), 'web.help.issue');
    await one.press('web.help.issue');
    await one.sees('web.help.slip_once');
    cast.slip = await one.dialog.locator('.code').innerText();
    await one.looks('a slip');
    await one.press('web.help.slip_written');
    if (await one.page.getByText(cast.slip).count()) throw new Error('the number is still there');
    await one.tap(one.page.getByRole('link', { name: one.t('web.app.back') }));
  });
}

async function recordAction(journey, one) {
  await journey.step('an action is written down', async () => {
    await one.follow('web.help.record');
    const helper = await one.field('web.help.who_did');
    await helper.selectOption({ label: heads.li });
    await one.page.getByRole('group', { name: one.like('web.help.step.thing') }).waitFor();
    await one.looks('writing down');
    const things = one.page.getByRole('group', { name: one.like('web.help.step.thing') });
    await things.getByRole('radio').filter({ visible: true }).first().check();
    await one.tap(one.page.getByText(one.t('web.help.duration.4'), { exact: true }));
    await one.fill('web.help.what_was_done', deed);
    await one.press('web.help.save');
    await one.told('web.help.recorded');
    await one.seesText(deed);
    await one.looks('help with an action');
  });
}

async function answerByCode(journey, cast) {
  const one = cast.stranger;
  await journey.step(
    'the helped household sees with its number what was done, and says that it was so',
    async () => {
      await one.open('/h');
      await one.looks('asking for the slip');
      await one.fill('pages.slip.code', cast.slip);
      await one.press('pages.slip.look');
      await one.sees('pages.slip.yours');
      await one.seesText(deed);
      await one.looks('what was done for a household');
      await one.press('pages.slip.yes');
      await one.sees('pages.slip.said_yes');
      await one.looks('what was done, acknowledged');
    },
  );
  await journey.step(
    'the action counts as acknowledged, and the plaque’s page tells of it without a name',
    async () => {
      await cast.secretary.go('help');
      await cast.secretary.sees('web.help.state.acknowledged');
      await one.open(cast.plaquePages[heads.li]);
      await one.sees('pages.deeds.helped');
      await one.sees('pages.deeds.acknowledged');
      if (await one.page.getByText(heads.liu).count())
        throw new Error('the public page names the helped household');
      await one.looks('public page of a helper');
    },
  );
}
