// What everybody has: the own page, another password, the display for the elderly.
import { people } from './founding.mjs';

export async function mindOwnPage(journey, cast) {
  const one = cast.secretary;
  await journey.step('a wrong old password is refused, a right one changed', async () => {
    await one.open('/app/me');
    await one.looks('own page');
    await one.follow('web.password.title', {}, one.page.getByRole('main'));
    await one.fill('web.password.old', 'not the old one');
    await one.fill('web.password.new', people.secretary.password);
    await one.press('web.password.save');
    await one.page.getByRole('alert').first().waitFor();
    await one.looks('a wrong old password');
    await one.fill('web.password.old', people.secretary.password);
    await one.press('web.password.save');
    await one.told('web.password.changed');
  });
  await journey.step('the screens hold in the display for the elderly too', async () => {
    const tools = one.page.getByRole('main');
    await one.press('web.app.elder', {}, tools);
    for (const room of ['coverage', 'plaques', 'pledges', 'pairing', 'help', 'reviews', 'meetings']) {
      await one.go(room);
      await one.looks(`${room}, for the elderly`);
    }
    await one.open('/app/me');
    await one.press('web.app.elder_off', {}, one.page.getByRole('main'));
  });
}
