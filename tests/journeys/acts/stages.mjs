// A stage that is done: the secretary declares it, the town confirms it or sends it back; and who does not
// take part in one is exempted from it, by hand.
import { people } from './founding.mjs';
import { heads } from './roster.mjs';

const village = '音河村';
const reason = '请把门牌挂正，再申报一次';

/** The coverage of the village: the secretary's first screen, the township's by its list. */
async function lookAtVillage(one) {
  await one.open('/app/coverage');
  const row = one.page.getByRole('link', { name: village, exact: true }).filter({ visible: true });
  const strip = one.page.getByRole('list', { name: one.t('web.coverage.stages') });
  await strip.or(row.first()).first().waitFor();
  if (!(await strip.count())) await row.first().click();
  await strip.waitFor();
}

async function declare(one, stage) {
  const word = one.t(`coverage.stage.${stage}`);
  await lookAtVillage(one);
  await one.sees('web.coverage.say.whole', { stage: word });
  if (stage === 'plaque') await one.looks('a stage that can be declared');
  await one.press('web.coverage.declare');
  if (stage === 'plaque') await one.looks('declaring a stage');
  await one.press('web.coverage.declare');
  await one.told('web.coverage.declared_done', { stage: word });
  await one.sees('web.coverage.say.declared', { stage: word });
  if (stage === 'plaque') await one.looks('a declared stage');
}

async function decide(one, stage) {
  await one.open('/app/coverage');
  await one.sees('web.coverage.waiting_one');
  if (stage === 'plaque') await one.looks('coverage with a village that waits');
  await one.tap(one.page.getByRole('button', { name: one.name('web.coverage.confirm') }));
  if (stage === 'plaque') await one.looks('confirming a stage');
  await one.press('web.coverage.confirm');
  await one.told('web.coverage.confirmed', { name: village, stage: one.t(`coverage.stage.${stage}`) });
}

/** The first stage: it goes back once. */
export async function finishPlaques(journey, cast) {
  const one = cast.secretary;
  await journey.step('the secretary declares the first stage done', () => declare(one, 'plaque'));
  await journey.step('the township sends it back; without a reason it does not', async () => {
    const town = cast.town;
    await lookAtVillage(town);
    await town.tap(town.page.getByRole('button', { name: town.name('web.coverage.send_back') }));
    await town.press('web.coverage.send_back');
    await town.sees('web.reason.needed');
    await town.looks('sending a stage back, without a reason');
    await town.fill('web.reason.label', reason);
    await town.press('web.coverage.send_back');
    await town.told('web.coverage.sent_back', { name: village });
  });
  await journey.step('the secretary reads why and declares it again', async () => {
    await lookAtVillage(one);
    await one.sees('web.coverage.was_sent_back', { reason });
    await one.looks('a stage that was sent back');
    await declare(one, 'plaque');
  });
  await journey.step('the township confirms it; the next stage begins', async () => {
    await decide(cast.town, 'plaque');
    await lookAtVillage(one);
    await one.sees('web.coverage.say.blocked', { stage: one.t('coverage.stage.pledge'), count: 2 });
    await one.sees('coverage.check.catalogue');
    await one.looks('what a stage still asks');
  });
}

export async function finish(journey, cast, stage) {
  await journey.step(`the stage “${stage}” is declared and confirmed`, async () => {
    await declare(cast.secretary, stage);
    await decide(cast.town, stage);
  });
}

/** The last stage, a month later: everybody has to sign in again. */
export async function finishAll(journey, cast) {
  const one = cast.secretary;
  await journey.step('the last stage is declared and confirmed: the village is established', async () => {
    await declare(one, 'consolidation');
    await cast.town.open('/app/');
    await cast.town.signIn(people.town.login, people.town.password);
    await decide(cast.town, 'consolidation');
    await cast.town.seesText(cast.town.t('web.coverage.state.established'));
    await lookAtVillage(one);
    await one.looks('an established village');
  });
}

const listOf = (one, measure) =>
  one.page.locator('section').filter({
    has: one.page.getByRole('heading', {
      level: 2,
      name: one.like('web.coverage.missing_in', { measure: one.t(`coverage.measure.${measure}`) }),
    }),
  });

/** One household is exempted from `matter` where it is listed as missing, and no longer. */
export async function exemptAndEnd(journey, cast, { measure, matter, name, missing }) {
  const one = cast.secretary;
  const left = (count) =>
    one.sees('web.coverage.missing_in', { measure: one.t(`coverage.measure.${measure}`), count });
  await journey.step(`a household is exempt from “${matter}” where it is listed as missing`, async () => {
    await lookAtVillage(one);
    await left(missing);
    const line = listOf(one, measure).getByRole('listitem').filter({ hasText: name });
    await one.pressIn(line, 'web.exempt.confirm');
    await one.press('web.exempt.confirm');
    await one.sees('web.reason.needed');
    await one.looks(`exempting from ${matter}`);
    const [usual] = one.t(`web.exempt.${matter}.usual`).split('|');
    await one.tap(one.dialog.getByRole('button', { name: usual }));
    await one.press('web.exempt.confirm');
    await one.told(`web.exempt.${matter}.done`, { name });
    await left(missing - 1);
    await one.sees(`web.coverage.exempt.${measure}`, { count: 1 });
    await one.looks(`exempt from ${matter}`);
  });
  await journey.step(`the exemption from “${matter}” ends, and the household should again`, async () => {
    const row = one.page
      .locator('#exempted')
      .getByRole('listitem')
      .filter({ hasText: one.t(`web.exempt.${matter}.matter`) });
    await one.pressIn(row, 'web.exempt.end');
    await one.looks(`ending an exemption from ${matter}`);
    await one.press('web.exempt.end');
    await one.told('web.exempt.ended', { name });
    await left(missing);
  });
}

export const unsigned = { measure: 'signed', matter: 'pledge', name: heads.zhang, missing: 3 };
export const unpaired = { measure: 'paired', matter: 'pairing', name: heads.chen, missing: 2 };
