// What everybody has: the own page, another password, the display for the elderly.
import { people } from './founding.mjs';
import { promise } from './letters.mjs';
import { heads } from './roster.mjs';

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
  await giveAMemberAnAccount(journey, cast);
  await journey.step('the screens hold in the display for the elderly too', async () => {
    await one.open('/app/me');
    await one.press('web.app.elder', {}, one.page.getByRole('main'));
    for (const room of ['coverage', 'plaques', 'pledges', 'pairing', 'help', 'reviews', 'meetings']) {
      await one.go(room);
      await one.looks(`${room}, for the elderly`);
    }
    await one.open('/app/me');
    await one.press('web.app.elder_off', {}, one.page.getByRole('main'));
  });
}

async function giveAMemberAnAccount(journey, cast) {
  const { login, password } = people.member;
  await journey.step('the secretary gives a member an account; whose it is is asked for', async () => {
    const one = cast.secretary;
    await one.go('administration');
    await one.follow('web.administration.tab.people');
    await one.tap(
      one.page.getByRole('button', { name: one.exact('web.administration.new_account') }).first(),
    );
    await one.fill('web.entry.login_name', login);
    await one.select('web.administration.role', one.t('web.role.member'));
    await one.fill('web.administration.password', password);
    await one.press('web.administration.make_account');
    await one.sees('web.administration.member_person_needed');
    await one.looks('a member’s account without its person');
    const who = one.dialog.getByRole('combobox', { name: one.t('web.administration.which_person') });
    await who.fill(heads.wang.slice(1));
    await one.tap(one.dialog.getByRole('option', { name: new RegExp(`^${heads.wang}`) }));
    await one.press('web.administration.make_account');
    await one.sees('web.administration.slip_note', { name: heads.wang });
    await one.press('web.administration.slip_done');
    await one.row(heads.wang).getByText(one.t('web.administration.active')).waitFor();
  });
  await journey.step('the member signs in and reads the letter of its own household', async () => {
    cast.member = await journey.arrive();
    await cast.member.signIn(login, password);
    await cast.member.looks('home of a member');
    await cast.member.go('pledges');
    await cast.member.seesText(promise);
    await cast.member.looks('own letter');
  });
}
