// The secretary brings in the roster that the town keeps: one column is called oddly, one row is wrong.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identity, workbook } from '../lib/workbook.mjs';

/** Heads of the households by name; the first three have a Party member. */
export const heads = { wang: '王演山', li: '李演梅', zhang: '张演河', liu: '刘演兰', chen: '陈演松' };

/** Its last digit is not the one that GB 11643 asks for. */
const right = identity('19600101', 61);
const wrong = right.slice(0, -1) + (right.endsWith('1') ? '2' : '1');
const columns = [
  '户编号',
  '户属于',
  '姓名',
  '关系',
  '公民身份号码',
  '政治面貌',
  '手机号',
  '家庭住址',
  '困难类型',
];
const rows = [
  ['1', '党员户', heads.wang, '户主', identity('19630412', 11), '中共党员', 13900000001, '东一街 1 号', ''],
  ['1', '', '赵演琴', '妻', identity('19650809', 12), '群众', '', '', ''],
  ['2', '党员户', heads.li, '户主', identity('19710228', 22), '中共党员', 13900000002, '东一街 2 号', ''],
  ['3', '党员户', heads.zhang, '户主', identity('19550101', 31), '中共党员', 13900000003, '西二街 3 号', ''],
  [],
  ['4', '联系户', heads.liu, '户主', identity('19480730', 42), '群众', 13900000004, '南街 4 号', '孤寡老人'],
  ['5', '联系户', heads.chen, '户主', identity('19591111', 51), '群众', 13900000005, '北街 5 号', '残疾'],
  ['6', '联系户', '杨演秋', '户主', wrong, '群众', '', '北街 6 号', ''],
  ['合计', '', '', '', '', '', '', '', ''],
];

export async function bringInRoster(journey, cast) {
  const one = cast.secretary;
  const file = join(journey.folder, '音河村花名册.xlsx');
  writeFileSync(file, workbook('花名册', '音河村党员户、联系户花名册', [columns, ...rows]));

  await journey.step('the roster is read: a wrong number is named with its row and what to do', async () => {
    await one.go('households');
    await one.seesTitle('web.households.title.none');
    await one.looks('no households yet');
    await one.follow('web.households.import');
    await one.looks('import');
    await one.page.locator('input[type=file]').setInputFiles(file);
    await one.seesTitle('web.import.title.bad', { rows: 7, bad: 1 });
    await one.sees('person.identity.check_digit');
    await one.sees('person.identity.check_digit.remedy');
    await one.looks('import with a bad row');
  });
  await journey.step('the oddly called column is corrected', async () => {
    const column = one.page.getByRole('listitem').filter({ hasText: '户属于' });
    await column.getByRole('combobox').selectOption({ label: one.t('web.import.field.kind') });
    await one.page.locator('[aria-busy]').waitFor({ state: 'detached' });
    const added = one.page.getByRole('region', { name: one.t('web.import.result') });
    await added
      .getByRole('row')
      .filter({ hasText: one.t('web.import.households') })
      .getByText('5')
      .waitFor();
  });
  await journey.step('the bad rows are saved as a workbook', async () => {
    const [saved] = await Promise.all([
      one.page.waitForEvent('download'),
      one.press('web.import.save_bad_rows'),
    ]);
    if (saved.suggestedFilename() !== one.t('web.import.bad_rows_file'))
      throw new Error(`saved as ${saved.suggestedFilename()}`);
  });
  await journey.step('the good rows come in, once', async () => {
    await one.press('web.import.run', { rows: 6 });
    await one.seesTitle('web.import.title.done', { count: 5 });
    await one.looks('imported');
    await one.press('web.import.another');
    await one.page.locator('input[type=file]').setInputFiles(file);
    await one.seesTitle('web.import.title.bad', { rows: 7, bad: 1 });
    const column = one.page.getByRole('listitem').filter({ hasText: '户属于' });
    await column.getByRole('combobox').selectOption({ label: one.t('web.import.field.kind') });
    await one.sees('web.import.nothing_new');
    await one.tap(one.page.getByRole('link', { name: one.t('web.app.back') }));
    await one.seesTitle('web.households.title', { member: 3, contact: 2 });
    await one.looks('households');
  });
  await journey.step('a household’s card shows who lives there, numbers masked', async () => {
    await one.tap(one.page.getByRole('link', { name: heads.wang }));
    await one.seesTitle('web.households.of', { name: heads.wang });
    await one.seesText('赵演琴');
    if (await one.page.getByText(identity('19630412', 11)).count())
      throw new Error('the number is not masked');
    await one.looks('a household');
  });
}
