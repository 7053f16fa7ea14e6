// A ballot on paper: printed by the secretary, entered on somebody's phone by its code, and used once.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heads } from './roster.mjs';

const recorder = '周演民';

export async function voteOnPaper(journey, one) {
  let code;
  await journey.step('the secretary prints a ballot for a household without a phone', async () => {
    await one.pressIn(one.row(heads.chen), 'web.pairing.paper');
    await one.looks('a paper ballot to be printed');
    await one.press('web.pairing.paper.make', { count: 1 });
    const link = one.dialog.getByRole('link', { name: one.name('web.pairing.paper.open', { count: 1 }) });
    await link.waitFor();
    await one.looks('a paper ballot is ready');
    const paper = await one.context.request.get(await link.getAttribute('href'));
    code = scanned(await paper.body());
    await one.press('web.app.close', {}, one.dialog.locator('.foot'));
    await one.row(heads.chen).getByText(one.like('web.pairing.paper.live')).waitFor();
    await one.looks('an open round with a paper ballot');
  });
  await journey.step('whoever it trusts enters it on a phone and reads it back', async () => {
    const other = await journey.arrive();
    await other.open(code);
    await other.looks('a paper ballot to be entered');
    await other.page.getByLabel(heads.wang).selectOption('1');
    await other.page.getByLabel(heads.li).selectOption('2');
    await other.fill('pages.paper.recorder', recorder);
    await other.press('pages.paper.check');
    await other.seesTitle('pages.paper.read_back');
    await other.looks('a paper ballot read back');
    await other.press('pages.paper.cast');
    await other.seesTitle('pages.paper.done');
    await other.looks('a paper ballot that was taken');
    await other.open(code);
    await other.seesTitle('pages.paper.refused');
    await other.seesText(recorder);
    await other.looks('a paper ballot that was used');
  });
  await journey.step('the secretary sees that it came, and who entered it', async () => {
    await one.page.reload();
    await one
      .row(heads.chen)
      .getByText(one.t('web.pairing.vote.assisted', { name: recorder }))
      .waitFor();
  });
}

/** The address that a paper's code leads to, read as a camera does. */
function scanned(pdf) {
  const folder = mkdtempSync(join(tmpdir(), 'lianghu-paper-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    execFileSync('pdftoppm', ['-r', '110', '-png', '-singlefile', 'a.pdf', 'page'], { cwd: folder });
    const address = execFileSync('zbarimg', ['--quiet', '--raw', 'page.png'], { cwd: folder, stdio: 'pipe' });
    return new URL(address.toString().trim()).pathname;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
