// A township's first programme from an empty server on, by the hands of those who run it.
import { found } from '../acts/founding.mjs';
import { helpAndBeThanked } from '../acts/help.mjs';
import { writeLetters } from '../acts/letters.mjs';
import { meet } from '../acts/meetings.mjs';
import { mindOwnPage } from '../acts/own_page.mjs';
import { pairHouseholds } from '../acts/pairing.mjs';
import { hangPlaques } from '../acts/plaques.mjs';
import { review } from '../acts/review.mjs';
import { changeProgramme } from '../acts/programme.mjs';
import { bringInRoster } from '../acts/roster.mjs';
import { seeInPublic } from '../acts/public.mjs';
import { seeCoverage } from '../acts/coverage.mjs';
import { exemptAndEnd, finish, finishAll, finishPlaques, unpaired, unsigned } from '../acts/stages.mjs';
import { answerIt, saySomething } from '../acts/voices.mjs';

export const firstProgramme = {
  name: 'first_programme',
  seconds: 1500,
  in: [
    ['phone', 'zh-CN'],
    ['desktop', 'zh-CN', 'postgresql'],
    ['phone', 'en'],
  ],
  async tell(journey) {
    const cast = {};
    await found(journey, cast);
    await changeProgramme(journey, cast);
    await bringInRoster(journey, cast);
    await hangPlaques(journey, cast);
    await finishPlaques(journey, cast);
    await exemptAndEnd(journey, cast, unsigned);
    await writeLetters(journey, cast);
    await finish(journey, cast, 'pledge');
    await seeInPublic(journey, cast);
    await saySomething(journey, cast);
    await answerIt(journey, cast);
    await exemptAndEnd(journey, cast, unpaired);
    await pairHouseholds(journey, cast);
    await helpAndBeThanked(journey, cast);
    await finish(journey, cast, 'action');
    await meet(journey, cast);
    await mindOwnPage(journey, cast);
    await review(journey, cast);
    await finishAll(journey, cast);
    await seeCoverage(journey, cast);
    await journey.step('the journal accounts for every row', () => journey.server.verifyJournal());
  },
};
