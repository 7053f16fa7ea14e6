// What everybody sees without an account, in every way that it can be read: the demo's.
import { doWithoutJavaScript, lookEverywhere, printBoard, tamper } from '../acts/public_modes.mjs';
import { publicPlaces, retiredPlaque } from '../lib/shortcut.mjs';

export const everyMode = {
  name: 'public',
  seconds: 600,
  demo: '2020-12-05',
  in: [['phone', 'zh-CN']],
  async tell(journey) {
    const found = await publicPlaces(journey.base);
    const { board, door } = found;
    const places = {
      ...found,
      forged: door.slice(0, -2) + (door.endsWith('AA') ? 'BB' : 'AA'),
      retired: new URL(await retiredPlaque(journey.base), journey.base).pathname,
      noVillage: `${board.slice(0, -3)}999`,
    };
    await lookEverywhere(journey, places);
    await doWithoutJavaScript(journey, places);
    await printBoard(journey, places);
    await tamper(journey, places);
  },
};
