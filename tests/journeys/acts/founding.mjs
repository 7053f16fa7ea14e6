// An empty server gets its operator, the township its tree, people their accounts, a village its programme.
export const people = {
  operator: {
    name: '郑演安',
    login: 'operator',
    password: 'a door with a plaque 1',
  },
  town: { name: '韩演梅', login: 'town', password: 'a door with a plaque 2' },
  secretary: {
    name: '周演成',
    login: 'secretary',
    password: 'a door with a plaque 3',
  },
  member: { login: 'member', password: 'a door with a plaque 4' },
};
const town = '兴十四镇党委';
const branch = '音河村党支部';

export async function found(journey, cast) {
  cast.operator = await journey.arrive();
  await setUp(journey, cast.operator);
  await makeTree(journey, cast.operator);
  await makeAccounts(journey, cast.operator);
  cast.town = await journey.arrive();
  await openProgramme(journey, cast.town);
  cast.secretary = await journey.arrive();
  await formLeadingGroup(journey, cast.secretary);
}

async function setUp(journey, one) {
  await journey.step('a new server asks for its operator and says what is missing at the field', async () => {
    await one.open('/app/');
    await one.sees('web.setup.title');
    await one.looks('setup');
    await one.press('web.setup.create');
    const name = await one.field('web.setup.name');
    await one.sees('web.setup.name_needed');
    const described = await name.getAttribute('aria-describedby');
    const error = await one.page.locator(`[id="${described.split(' ').at(-1)}"]`).textContent();
    if (!error.includes(one.t('web.setup.name_needed'))) throw new Error(`the field says: ${error}`);
    await one.looks('setup with what is missing');
  });
  await journey.step('the operator is made and is inside at once', async () => {
    await one.fill('web.setup.name', people.operator.name);
    await one.fill('web.entry.login_name', people.operator.login);
    await one.fill('web.entry.password', people.operator.password);
    await one.press('web.setup.create');
    await one.page.getByRole('heading', { level: 1, name: people.operator.name }).waitFor();
    await one.looks('home of the operator');
  });
}

async function makeTree(journey, one) {
  await journey.step('the operator makes the township by typing its name', async () => {
    await one.go('administration');
    await one.sees('web.administration.first_title');
    await one.choose('web.administration.first.town');
    await one.fill('web.administration.place.town', '兴十四');
    await one.tap(one.page.getByRole('option', { name: /兴十四镇/ }).first());
    await one.looks('the first organisation');
    await one.press('web.administration.make.town');
    await one.told('web.administration.made_one', { name: town });
  });
  await journey.step('all villages of the township get their branches at once', async () => {
    await one.press('web.administration.all.branch');
    await one.sees('web.administration.all_lead.branch');
    await one.looks('all villages');
    await one.press('web.administration.all_make.branch', { count: 6 });
    await one.sees('web.administration.all_progress', { done: 6, count: 6 });
    await one.press('web.app.close', {}, one.dialog.locator('form'));
    await one.page.getByRole('link', { name: branch }).filter({ visible: true }).first().waitFor();
    await one.looks('the tree');
  });
}

async function makeAccounts(journey, one) {
  await journey.step('the operator gives the township and a village their people', async () => {
    await one.follow('web.administration.tab.people');
    await makeAccount(one, people.town, town, 'web.role.town');
    await makeAccount(one, people.secretary, `${town} › ${branch}`, 'web.role.secretary');
    await one.row(people.secretary.name).getByText(one.t('web.administration.active')).waitFor();
    await one.looks('accounts');
  });
  await journey.step('the operator leaves', async () => {
    await one.signOut();
    if (one.page.url().includes('ended')) throw new Error('a sign-out is taken for a session that ended');
    await one.looks('sign in');
  });
}

async function makeAccount(one, person, place, role) {
  await one.tap(one.page.getByRole('button', { name: one.exact('web.administration.new_account') }).first());
  await one.fill('web.administration.person', person.name);
  await one.fill('web.entry.login_name', person.login);
  await one.select('web.administration.role_at', place);
  await one.select('web.administration.role', one.t(role));
  await one.fill('web.administration.password', person.password);
  await one.looks(`new account of ${person.login}`);
  await one.press('web.administration.make_account');
  await one.sees('web.administration.slip_note', { name: person.name });
  await one.looks(`slip of ${person.login}`);
  await one.press('web.administration.slip_done');
  await one.row(person.name).waitFor();
}

async function openProgramme(journey, one) {
  await journey.step('the township opens its programme from the built-in plan', async () => {
    await one.signIn(people.town.login, people.town.password);
    await one.looks('coverage before the programme');
    await one.go('administration');
    await one.follow('web.administration.tab.programme');
    await one.sees('web.administration.no_programme', { name: town });
    await one.looks('no programme yet');
    await one.press('web.administration.programme_make');
    await one.told('web.administration.programme_made');
    await one.looks('programme');
    await one.press('web.administration.part.content');
    await one.looks('programme, its content');
    await one.press('web.administration.part.villages');
  });
  await journey.step('a village is invited, prepares and starts', async () => {
    const next = (word) => ({ next: one.t(word), name: branch });
    await one.press('web.administration.next_of', next('web.administration.invite'));
    await one.looks('invitation');
    await one.press('web.administration.invite');
    await one.sees('web.administration.prepare_text');
    await one.press('web.administration.next.invited');
    await one.sees('web.administration.starts_hint');
    await one.looks('start of a village');
    await one.press('web.administration.next.preparing');
    await one.sees('web.administration.dates_lead');
    await one.looks('dates of the stages');
    await one.tap(one.dialog.locator('.foot').getByRole('button', { name: one.t('web.app.close') }));
    await one.row(branch).getByText(one.t('web.administration.state.running')).waitFor();
  });
}

async function formLeadingGroup(journey, one) {
  await journey.step('the secretary forms the leading group; a duty nobody has is asked for', async () => {
    await one.signIn(people.secretary.login, people.secretary.password);
    await one.looks('home of the secretary');
    await one.go('administration');
    await one.press('web.administration.set_leading');
    await one.fill('web.administration.person', people.secretary.name);
    for (const duty of ['implement', 'supervise', 'execute'])
      await one.dialog
        .getByRole('checkbox', {
          name: one.t(`web.administration.duty.${duty}`),
        })
        .check();
    await one.press('web.form.save');
    const missing = one.t('web.administration.duty.promote');
    await one.sees('web.administration.duty_missing', { missing });
    await one.looks('leading group with what is missing');
    await one.dialog.getByRole('checkbox', { name: missing }).check();
    await one.press('web.form.save');
    await one.told('web.form.saved');
    await one.sees('web.administration.head');
    await one.looks('branch');
  });
}
