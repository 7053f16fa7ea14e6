// A review: its day comes, the villagers appraise with slips, every household is graded, one commended, one
// thing to be put right; published.
import { execFileSync } from 'node:child_process';
import { people } from './founding.mjs';
import { heads } from './roster.mjs';

/** The middle of the next month, when a Party day lies behind, in days from now. */
function daysToNextPartyDay() {
  const now = new Date();
  const then = new Date(now.getFullYear(), now.getMonth() + 1, 16, 12);
  return (then.getTime() - now.getTime()) / 86_400_000;
}

export async function review(journey, cast) {
  const one = cast.secretary;
  await comeBack(journey, one);
  await appraiseBySlips(journey, cast);
  await judge(journey, one);
  await commendAndRaise(journey, one);
  await publish(journey, cast);
}

async function comeBack(journey, one) {
  await journey.step('a month later the calendar has opened a review', async () => {
    await journey.server.later(daysToNextPartyDay());
    await one.open('/app/');
    await one.signIn(people.secretary.login, people.secretary.password);
    await one.looks('home, with what waits');
    await one.go('reviews');
    await one.seesTitle('web.reviews.title.open', { count: 1 });
    await one.looks('reviews');
    await one.tap(one.page.getByRole('link', { name: one.like('web.reviews.name.party_day') }));
    await one.seesTitle('web.reviews.title.missing', { count: 3 });
    await one.looks('a review');
  });
}

async function appraiseBySlips(journey, cast) {
  const one = cast.secretary;
  let codes;
  await journey.step('slips are printed, a code on each', async () => {
    await one.press('web.reviews.slips_issue');
    await one.fill('web.reviews.slips_count', '6');
    await one.looks('slips to be handed out');
    const [file] = await Promise.all([
      one.page.waitForEvent('download'),
      one.press('web.reviews.slips_print'),
    ]);
    const paper = execFileSync('pdftotext', ['-layout', await file.path(), '-'], { encoding: 'utf8' });
    codes = paper.match(/\d{4} \d{4} \d{4}/g);
    if (codes?.length !== 6) throw new Error(`the paper has not six codes: ${paper}`);
    await one.told('web.reviews.slips_issued');
    await one.sees('web.reviews.slips_counts', { issued: 6, used: 0 });
    await one.looks('a review with slips');
  });
  const villager = cast.stranger;
  await journey.step('a villager marks the member households with one, once', async () => {
    await villager.open('/a');
    await villager.looks('asking for an appraisal slip');
    await openSlip(villager, codes[0]);
    await villager.looks('households to be marked');
    await villager.press('pages.appraisal.send');
    await villager.sees('appraisal_slip.marks');
    await villager.looks('nobody marked yet');
    await mark(villager, 'fair');
    await villager.looks('a slip that was counted');
    await openSlip(villager, codes[0], 'appraisal_slip.used');
    await villager.looks('a slip that was used');
  });
  await journey.step('what four more marked is told once it is closed', async () => {
    for (const code of codes.slice(1, 5)) {
      await openSlip(villager, code);
      await mark(villager, 'good');
    }
    await one.page.reload();
    await one.sees('web.reviews.slips_counts', { issued: 6, used: 5 });
    await one.press('web.reviews.slips_close');
    await one.looks('closing the slips');
    await one.press('web.reviews.slips_close');
    await one.told('web.reviews.slips_closed');
    await one.pressIn(one.row(heads.wang), 'web.reviews.deed.write');
    const told = (grade, count) =>
      one.t('web.reviews.votes', { grade: one.t(`web.reviews.grade.${grade}`), count });
    await one.dialog.getByText(`${told('good', 4)} ${told('fair', 1)}`).waitFor();
    await one.looks('a household in a review, with its marks');
    await one.press('web.app.close', {}, one.dialog);
    await openSlip(villager, codes[5], 'appraisal_slip.over');
  });
}

/** Types the code; reads the list of households, or what is wrong with it. */
async function openSlip(villager, code, trouble) {
  await villager.open('/a');
  await villager.fill('pages.appraisal.code', code);
  await villager.press('pages.appraisal.look');
  await (trouble ? villager.sees(trouble) : villager.seesTitle('pages.appraisal.mark'));
}
async function mark(villager, grade) {
  const household = villager.page.getByRole('group', { name: heads.wang });
  await household.getByRole('radio', { name: villager.exact(`pages.grade.${grade}`) }).check();
  await villager.press('pages.appraisal.send');
  await villager.seesTitle('pages.appraisal.counted');
}

async function judge(journey, one) {
  await journey.step('a household’s own report and the votes are entered', async () => {
    await one.pressIn(one.row(heads.wang), 'web.reviews.deed.write');
    await one.fill('web.reviews.report', '答应的都做了，担水一次没落下。');
    await one.looks('a household in a review');
    await one.press('web.reviews.report_save');
    await one.told('web.reviews.report_saved');
    await one.pressIn(one.row(heads.wang), 'web.reviews.deed.write');
    const votes = one.dialog.getByRole('group', { name: one.t('web.reviews.voters.members') });
    await votes.getByLabel(one.t('web.reviews.grade.good'), { exact: true }).fill('12');
    await one.press('web.reviews.votes_save');
    await one.told('web.reviews.votes_saved');
  });
  await journey.step('every household gets its grade', async () => {
    for (const head of [heads.wang, heads.li, heads.zhang]) {
      const grade = one.row(head).getByRole('button', { name: one.exact('web.reviews.grade.good') });
      await grade.click();
      await one.row(head).locator('[aria-pressed=true]').waitFor();
    }
    await one.seesTitle('web.reviews.title.ready');
    await one.looks('a review with all grades');
  });
}

async function commendAndRaise(journey, one) {
  await journey.step('one household is commended, and one thing is to be put right', async () => {
    await one.press('web.reviews.commend');
    await one.select('web.reviews.household', heads.li);
    await one.fill('web.reviews.reason', '下雪天总是第一个出来扫路。');
    await one.looks('a commendation');
    await one.press('web.form.save');
    await one.told('web.reviews.commended');
    await one.press('web.reviews.raise');
    await one.fill('web.reviews.what', '把公示栏的灯修好');
    await one.press('web.form.save');
    await one.sees('web.reviews.due_needed');
    await one.looks('something to be put right, without its day');
    await one.fill('web.reviews.due', `${new Date().getFullYear() + 1}-06-30`);
    await one.press('web.form.save');
    await one.told('web.reviews.raised');
    await one.looks('a review before it is published');
  });
}

async function publish(journey, cast) {
  const one = cast.secretary;
  await journey.step('the review is published', async () => {
    await one.press('web.reviews.publish');
    await one.looks('publishing a review');
    await one.press('web.reviews.publish');
    await one.told('web.reviews.published');
    await one.looks('a published review');
  });
  await journey.step('the notice board shows it, the plaque its household’s grade', async () => {
    const villager = cast.stranger;
    await villager.open(cast.plaquePages[heads.li]);
    await villager.sees('pages.judged');
    await villager.looks('public page with a grade');
    await villager.follow('pages.to_board');
    await villager.sees('pages.review.praised');
    await villager.sees('pages.review.slips', { issued: 6, used: 5 });
    await villager.looks('notice board with a review');
  });
}
