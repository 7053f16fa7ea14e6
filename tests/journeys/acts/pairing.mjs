// Two-way selection: a round is opened, a ballot filled in for somebody, solved, confirmed by both, final.
import { people } from './founding.mjs';
import { voteOnPaper } from './paper.mjs';
import { heads } from './roster.mjs';

export async function pairHouseholds(journey, cast) {
  const one = cast.secretary;
  await openRound(journey, one);
  await voteOnPaper(journey, one);
  await vote(journey, one);
  await openTheBallots(journey, cast);
  await solve(journey, one);
  await confirm(journey, one);
}

/** The one thing to do next, and its confirmation. */
async function next(one, deed) {
  await one.press(`web.pairing.next.${deed}.button`);
  await one.sees(`web.pairing.next.${deed}.who_sees`);
  await one.press(`web.pairing.next.${deed}.confirm`);
  await one.told(`web.pairing.next.${deed}.done`);
}

async function openRound(journey, one) {
  await journey.step('a round of two-way selection is started and opened', async () => {
    await one.go('pairing');
    await one.seesTitle('web.pairing.title.none');
    await one.looks('no round yet');
    await next(one, 'start');
    await one.seesTitle('web.pairing.title.setup');
    await one.looks('a round being set up');
    await next(one, 'open');
    await one.looks('an open round');
  });
}

async function vote(journey, one) {
  await journey.step('the secretary fills in a ballot for a household, which is then sealed', async () => {
    await one
      .row(heads.liu)
      .getByRole('link', { name: one.name('web.pairing.vote_for') })
      .click();
    await one.sees('web.pairing.ballot.assisted');
    const candidate = (name) =>
      one.page.getByRole('listitem').filter({ hasText: name }).getByRole('button').first();
    await candidate(heads.li).click();
    await candidate(heads.wang).click();
    await one.looks('a ballot');
    await one.press('web.pairing.ballot.cast', { count: 2 });
    await one.sees('web.pairing.ballot.once_sent');
    await one.looks('a ballot before it is sent');
    await one.press('web.pairing.ballot.send');
    await one.told('web.pairing.ballot.done');
  });
}

async function agree(one, missing) {
  await one.press('web.pairing.consent.give');
  await one.sees('web.pairing.consent.give.who_sees');
  await one.press('web.pairing.consent.give.confirm');
  await one.told('web.pairing.consent.give.done');
  if (missing) await one.sees('web.pairing.consent.missing', { count: missing });
  else await one.sees('web.pairing.consent.ready');
}

async function openTheBallots(journey, cast) {
  const one = cast.secretary;
  await journey.step('the round is closed, and the secretary alone cannot have it solved', async () => {
    await one.go('pairing');
    await next(one, 'close');
    await one.sees('web.pairing.next.solve.lacks_consent');
    const run = one.page.getByRole('button', { name: one.name('web.pairing.next.solve.button') });
    if (await run.count()) throw new Error('one person can open the ballots');
    await one.looks('a closed round without consents');
    await agree(one, 1);
    await one.looks('a closed round with one consent');
  });
  await journey.step('the township agrees too', async () => {
    const other = await journey.arrive();
    const village = new URL(one.page.url()).pathname;
    await other.open('/app/');
    await other.signIn(people.town.login, people.town.password);
    await other.open(village);
    await agree(other, 0);
    await other.looks('a closed round with both consents');
    await other.signOut();
  });
}

async function solve(journey, one) {
  await journey.step('the round is solved: every household has a helper', async () => {
    await one.page.reload();
    await one.sees('web.pairing.consent.ready');
    await next(one, 'solve');
    await one.seesTitle('web.pairing.title.matched', { covered: 2 });
    await one.row(heads.liu).getByText(heads.li).waitFor();
    await one.looks('a proposed round');
  });
}

async function confirm(journey, one) {
  await journey.step('both sides of every pair are asked, and their answers recorded', async () => {
    await next(one, 'confirming');
    await one.looks('a round being confirmed');
    await one.press('web.pairing.part.silent', { count: 4 });
    await one.looks('who has not answered');
    await one.press('web.pairing.part.pairs');
    for (const head of [heads.liu, heads.chen])
      for (const side of [0, 1]) {
        await one.pressIn(one.row(head), 'web.pairing.reply');
        const sides = one.dialog.getByRole('group', { name: one.t('web.pairing.reply.who') });
        if (!side) await sides.getByRole('radio').first().check();
        await one.choose('web.pairing.reply.accepted');
        if (head === heads.liu) await one.looks(`the reply of side ${side + 1}`);
        await one.press('web.pairing.reply.save');
        await one.told('web.pairing.reply.accepted.done');
      }
    await one.row(heads.liu).getByText(one.t('web.pairing.confirmed.both')).waitFor();
  });
  await journey.step('the round is final', async () => {
    await next(one, 'final');
    await one.seesTitle('web.pairing.title.covered', { covered: 2 });
    await one.looks('a final round');
    await one.press('web.pairing.by.day');
    await one.page.getByRole('table').getByText(heads.liu).waitFor();
    await one.looks('who helped whom on a day');
    await one.tap(one.page.getByRole('button', { name: one.name('web.pairing.part.news', { count: '' }) }));
    await one.page.getByRole('table').getByText(heads.liu).first().waitFor();
    await one.looks('who is to be told what has changed');
    await one.press('web.pairing.part.pairs');
  });
}
