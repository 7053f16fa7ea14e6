// Somebody in front of a screen: finds buttons, links and fields by the words that are read there, in the
// language of the journey, and has each new screen looked at.
import { faultsOf, follow, listen, newWindow } from './browser.mjs';

export class Visitor {
  constructor(journey, context, page) {
    Object.assign(this, { journey, context, page });
    this.speak(journey.words);
    listen(page, journey.complaints);
    journey.markup.listen(page);
    this.settled = follow(page);
    journey.pages.add(page);
  }

  static async arrive(journey, more) {
    const { browser, base, size, words } = journey;
    const context = await newWindow(browser, base, size, words.language, more);
    journey.contexts.push(context);
    return new Visitor(journey, context, await context.newPage());
  }

  /** From now on reads the program's sentences in that language. */
  speak({ t, like, plain }) {
    Object.assign(this, { t, like, plain });
  }

  open(address) {
    return this.page.goto(address);
  }

  /** A name that is read as the sentence; what stands beside it for screen readers only may follow. */
  name(key, values) {
    return new RegExp(`^\\s*${this.like(key, values).source}`);
  }
  exact(key, values) {
    return new RegExp(`^\\s*${this.like(key, values).source}\\s*$`);
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }
  /** Where the reader's eyes are: the dialog if one is open, else the page. */
  async here() {
    return (await this.dialog.count()) ? this.dialog.last() : this.page;
  }
  row(text) {
    return this.page.getByRole('row').filter({ hasText: text });
  }

  /** Nobody reads what came and presses again within this time: the app takes it for a double tap. */
  async tap(button) {
    await this.page.waitForTimeout(Math.max(0, (this.tapped ?? 0) + 400 - Date.now()));
    await button.click();
    this.tapped = Date.now();
  }
  async press(key, values, within) {
    const place = within ?? (await this.here());
    await this.tap(place.getByRole('button', { name: this.exact(key, values) }));
  }
  async pressIn(row, key, values) {
    await this.tap(row.getByRole('button', { name: this.name(key, values) }));
  }
  async follow(key, values, within) {
    const place = within ?? (await this.here());
    await this.tap(place.getByRole('link', { name: this.name(key, values) }).first());
  }
  async choose(key, values) {
    const place = await this.here();
    await place.getByRole('radio', { name: this.name(key, values) }).check();
  }

  /** A field by its label, to which 可不填 may be added. */
  async field(key, values) {
    const place = await this.here();
    const optional = this.plain(this.t('web.form.optional'));
    const label = `^\\s*${this.like(key, values).source}\\s*(${optional})?\\s*$`;
    return place.getByLabel(new RegExp(label)).and(this.page.locator('input, textarea, select'));
  }
  async fill(key, text, values) {
    await (await this.field(key, values)).fill(text);
  }
  async select(key, option) {
    await (await this.field(key)).selectOption({ label: option });
  }

  async sees(key, values) {
    await this.page.getByText(this.like(key, values)).filter({ visible: true }).first().waitFor();
  }
  async seesText(text) {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }
  async seesTitle(key, values) {
    await this.page.getByRole('heading', { level: 1, name: this.like(key, values) }).waitFor();
  }
  /** What the program says has been done, at the foot of the screen. */
  async told(key, values) {
    const words = this.page
      .locator('.toast')
      .filter({ hasText: this.like(key, values) })
      .first();
    await words.waitFor();
    await this.tap(words.getByRole('button', { name: this.t('web.app.close') }));
  }

  /** By the menu: on a phone the tabs, or the rest of the menu behind 我的. */
  async go(entry) {
    const name = new RegExp(`^\\s*${this.plain(this.t(`web.menu.${entry}`))}(\\s|\\d|$)`);
    if (this.journey.size === 'desktop') {
      const menu = this.page.getByRole('navigation', { name: this.t('web.app.menu') });
      return this.tap(menu.getByRole('link', { name }));
    }
    const tabs = this.page.getByRole('navigation', { name: this.t('web.app.tabs') });
    const tab = tabs.getByRole('link', { name });
    if (await tab.count()) return this.tap(tab);
    await this.tap(tabs.getByRole('link', { name: this.t('web.menu.me') }));
    await this.tap(this.page.getByRole('main').getByRole('link', { name }));
  }

  async signIn(login, password) {
    if (!this.page.url().includes('/sign-in')) await this.open('/app/sign-in');
    await this.fill('web.entry.login_name', login);
    await this.fill('web.entry.password', password);
    await this.press('web.entry.enter');
    await this.page.waitForURL((address) => !address.pathname.includes('/sign-in'));
  }
  async signOut() {
    if (this.journey.size === 'phone') {
      const tabs = this.page.getByRole('navigation', { name: this.t('web.app.tabs') });
      await this.tap(tabs.getByRole('link', { name: this.t('web.menu.me') }));
      await this.press('web.app.sign_out', {}, this.page.getByRole('main'));
    } else await this.press('web.app.sign_out');
    await this.sees('web.entry.sign_in');
  }

  /** What a link opens in a window of its own. */
  async opensWindow(press) {
    const [page] = await Promise.all([this.context.waitForEvent('page'), press()]);
    await page.waitForLoadState();
    return new Visitor(this.journey, this.context, page);
  }

  /** Has the screen examined. Faults are noted; they do not end the journey. */
  async looks(screen) {
    await this.settled();
    await this.page.mouse.move(0, 0);
    await this.journey.noteScreen(screen, await faultsOf(this.page), this.page);
  }
}
