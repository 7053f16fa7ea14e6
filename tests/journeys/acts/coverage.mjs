// Who is still missing: nobody. Seen by the township, down to the one household that is exempt.
import { heads } from './roster.mjs';

export async function seeCoverage(journey, cast) {
  const one = cast.town;
  await journey.step(
    'the township sees that nobody is missing, and in the village who is exempt and why',
    async () => {
      await one.open('/app/coverage');
      await one.seesTitle('web.coverage.title.all');
      await one.looks('coverage of the township');
      await one.tap(
        one.page
          .getByRole('link', { name: /音河村/ })
          .filter({ visible: true })
          .first(),
      );
      await one.seesTitle('web.coverage.title.all', { place: '音河村' });
      await one.sees('web.coverage.exempt.hung', { count: 1 });
      for (const [measure, figures] of [
        ['hung', '2 / 2'],
        ['signed', '3 / 3'],
        ['paired', '2 / 2'],
        ['reviewed', '3 / 3'],
      ]) {
        const title = one.page.getByRole('heading', {
          level: 2,
          name: one.exact(`coverage.measure.${measure}`),
        });
        const card = one.page.locator('section').filter({ has: title });
        const text = (await card.innerText()).replace(/\s+/g, ' ');
        const found = /(\d+) ?\/ ?(\d+)/.exec(text);
        if (`${found?.[1]} / ${found?.[2]}` !== figures) throw new Error(`${measure}: ${text}`);
      }
      await one.seesText(heads.zhang);
      await one.seesText(one.t('web.exempt.plaque.usual').split('|')[0]);
      await one.looks('coverage of the village');
    },
  );
}
