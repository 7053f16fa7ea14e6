// Who is still missing: seen by the secretary of the village and by the township.
import { heads } from './roster.mjs';

export async function seeCoverage(journey, cast) {
  const one = cast.town;
  await journey.step('the township sees that every plaque hangs, and who is exempt', async () => {
    await one.go('coverage');
    await one.looks('coverage of the township');
    await one.page
      .getByRole('link', { name: /音河村/ })
      .filter({ visible: true })
      .first()
      .click();
    await one.seesText(heads.zhang);
    await one.sees('web.coverage.all');
    await one.looks('coverage of the village');
  });
}
