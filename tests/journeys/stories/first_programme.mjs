// A township's first programme from an empty server on, by the hands of those who run it.
import { found } from '../acts/founding.mjs';
import { writeLetters } from '../acts/letters.mjs';
import { pairHouseholds } from '../acts/pairing.mjs';
import { hangPlaques } from '../acts/plaques.mjs';
import { bringInRoster } from '../acts/roster.mjs';
import { seeInPublic } from '../acts/public.mjs';
import { seeCoverage } from '../acts/coverage.mjs';
import { saySomething } from '../acts/voices.mjs';

export const firstProgramme = {
  name: 'first_programme',
  seconds: 300,
  in: [
    ['phone', 'zh-CN'],
    ['desktop', 'zh-CN'],
    ['phone', 'en'],
  ],
  async tell(journey) {
    const cast = {};
    await found(journey, cast);
    await bringInRoster(journey, cast);
    await hangPlaques(journey, cast);
    await writeLetters(journey, cast);
    await seeInPublic(journey, cast);
    await saySomething(journey, cast);
    await pairHouseholds(journey, cast);
    await seeCoverage(journey, cast);
  },
};
