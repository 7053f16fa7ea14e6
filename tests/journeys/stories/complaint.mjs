// A complaint's whole life: past the secretary whom it is about; and another that nobody answers in time,
// until the sender is content.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoPassword, twoDoors } from '../lib/shortcut.mjs';

const aboutSecretary = '书记家门口的雪三天没扫，老人摔了一跤。';
const aboutOther = '说好每周扫一次的小广场，两个星期没人扫。';
const where = '小广场东边，靠水井。';
const answer = '情况属实。已经扫干净，以后每周六上午扫。';
const notContent = '只扫了一半，井边还是老样子。';
const answerAgain = '县里去看过了，井边也清了。';

export const complaint = {
  name: 'complaint',
  seconds: 600,
  demo: '2020-12-05',
  in: [
    ['phone', 'zh-CN'],
    ['desktop', 'en'],
  ],
  async tell(journey) {
    const doors = await twoDoors(journey.base);
    const cast = { villager: await journey.arrive() };
    await pastTheSecretary(journey, cast, doors.own);
    await sayAndAdd(journey, cast, doors.other);
    await askBack(journey, cast);
    await late(journey, cast);
    await untilContent(journey, cast);
  },
};

const pathOf = (journey, page) => new URL(page, journey.base).pathname;

async function say(one, page, words) {
  await one.open(page);
  await one.follow('pages.say');
  await one.choose('pages.kind.complaint');
  await one.fill('pages.say.text', words);
  await one.press('pages.say.send');
  await one.sees('pages.sent.code');
  return one.page.locator('.code b').innerText();
}
async function track(one, code) {
  await one.open('/t');
  await one.fill('pages.track.code', code);
  await one.press('pages.track.look');
}
async function openEntry(journey, one, words) {
  await one.go('feedback');
  await one.tap(one.page.getByRole('link').filter({ hasText: words }));
  await one.page.locator('blockquote').filter({ hasText: words }).waitFor();
}

async function pastTheSecretary(journey, cast, page) {
  await journey.step('what is said at the secretary\u2019s own door goes past the branch', async () => {
    await cast.villager.open(pathOf(journey, page));
    await cast.villager.follow('pages.say');
    await cast.villager.sees('pages.say.who.words_past');
    await cast.villager.looks('saying something at the secretary\u2019s door');
    await say(cast.villager, pathOf(journey, page), aboutSecretary);
    const secretary = await journey.arrive();
    await secretary.signIn('secretary', demoPassword);
    await secretary.go('feedback');
    await secretary.page.getByRole('heading', { level: 1 }).waitFor();
    await secretary.settled();
    if (await secretary.page.getByText(aboutSecretary).count()) throw new Error('the secretary sees it');
    cast.secretary = secretary;
    const town = await journey.arrive();
    await town.signIn('town', demoPassword);
    await openEntry(journey, town, aboutSecretary);
    await town.looks('a complaint at the town\u2019s desk');
  });
}

async function sayAndAdd(journey, cast, page) {
  await journey.step('a photograph follows the words, and is made anew', async () => {
    const one = cast.villager;
    cast.code = await say(one, pathOf(journey, page), aboutOther);
    const picture = join(journey.server.folder, 'well.png');
    await writeFile(picture, await one.page.screenshot());
    await one.page.locator('input[type=file]').setInputFiles(picture);
    await one.looks('something said, with a photograph to send');
    await one.press('pages.photo.send');
    await one.sees('pages.track.step.pictured');
    await one.looks('a photograph added');
  });
}

async function askBack(journey, cast) {
  await journey.step('the branch asks back, and the sender answers by the code', async () => {
    const one = cast.secretary;
    await openEntry(journey, one, aboutOther);
    await one.page.getByRole('img', { name: one.like('web.feedback.picture', { number: 1 }) }).waitFor();
    await one.press('web.feedback.ask');
    await one.press('web.feedback.usual.where');
    await one.looks('asking the sender');
    await one.press('web.feedback.ask_now');
    await one.told('web.feedback.asked');
    await one.looks('a photograph and a question, at the desk');
    await track(cast.villager, cast.code);
    await cast.villager.sees('pages.track.next.asked');
    await cast.villager.looks('asked back');
    await cast.villager.fill('pages.track.reply', where);
    await cast.villager.press('pages.track.add.send');
    await cast.villager.seesText(where);
  });
}

async function late(journey, cast) {
  await journey.step(
    'nobody answers in time: it goes to the town by itself, which sees how late it is',
    async () => {
      await journey.server.later(20);
      const town = await journey.arrive();
      await town.signIn('town', demoPassword);
      await town.go('feedback');
      await town.page.locator('summary').first().click();
      await town.sees('web.feedback.late_longest');
      await town.looks('how soon villages answer');
      await openEntry(journey, town, aboutOther);
      await town.seesText(where);
      await town.press('web.feedback.rectify');
      await town.fill('web.feedback.rectify_what', '小广场每周清扫');
      await town.fill('web.feedback.rectify_due', '2027-12-31');
      await town.looks('having it put right');
      await town.press('web.form.save');
      await town.told('web.feedback.rectified');
      await town.page.getByText(town.t('web.feedback.sentences')).click();
      await town.press('web.feedback.sentence.thanks');
      await town.fill('web.feedback.answer', answer);
      await town.press('web.feedback.sentence.keep');
      await town.told('web.feedback.sentence.kept');
      await town.looks('answering with sentences that are kept');
      await town.press('web.feedback.send');
      await town.told('web.feedback.answered');
      cast.town = town;
    },
  );
}

async function untilContent(journey, cast) {
  await journey.step('the sender is not content; somebody else answers; then it is solved', async () => {
    await track(cast.villager, cast.code);
    await cast.villager.seesText(answer);
    await cast.villager.sees('pages.track.rectification.open');
    await cast.villager.looks('an answer, and what is put right');
    await cast.villager.fill('pages.track.why', notContent);
    await cast.villager.press('pages.track.reopen');
    await cast.villager.sees('pages.track.state.reopened');
    await openEntry(journey, cast.town, aboutOther);
    await cast.town.press('web.feedback.pass_up');
    await cast.town.page.getByLabel(cast.town.t('web.reason.label')).fill('上次是镇里答的，请换人');
    await cast.town.press('web.feedback.pass_up');
    await cast.town.told('web.feedback.passed');
    const county = await journey.arrive();
    await county.signIn('county', demoPassword);
    await openEntry(journey, county, aboutOther);
    await county.fill('web.feedback.answer', answerAgain);
    await county.press('web.feedback.send');
    await county.told('web.feedback.answered');
    await track(cast.villager, cast.code);
    await cast.villager.seesText(answerAgain);
    await cast.villager.press('pages.track.solved');
    await cast.villager.sees('pages.track.state.closed');
    await cast.villager.looks('solved');
  });
}
