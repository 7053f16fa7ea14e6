import { mount } from '@vue/test-utils';
import { beforeAll, expect, it } from 'vitest';
import { chooseLanguage, openBook } from '@/words/words';
import BannerFields from './BannerFields.vue';
import CalendarFields from './CalendarFields.vue';
import { bannersMax } from './limits';
import { problemsIn, type Definition } from './programme_check';

beforeAll(async () => {
  await chooseLanguage('zh-CN');
  await openBook('web');
  await openBook('administration');
});

const worded = (zh: string) => ({ zh, en: '' });
const whole = () =>
  ({
    key: 'v',
    name: worded('挂牌亮户'),
    plate_title: worded('共产党员户'),
    banners: [worded('亮出来'), worded('我承诺')],
    stages: [{ stage: 'plaque', name: worded('挂牌'), purpose: worded('亮明身份') }],
    roles: [{ role: 'mediator', name: worded('调解员'), plain: worded('劝和气') }],
    catalogue: [{ key: 'a', role: 'mediator', text: worded('劝一次架'), unit: '', rhythm: '' }],
    calendar: [
      { occasion: 'party_day', month: 0, day: 15 },
      { occasion: 'new_year', month: 1, day: 1 },
    ],
    limits: {
      notice_days: 7,
      reply_days: 7,
      confirm_days: 5,
      helper_capacity: 2,
      vetoes_max: 3,
      pledge_items_max: 5,
    },
  }) as Definition;

it('finds nothing wrong with a whole programme', () => {
  expect(problemsIn(whole())).toEqual([]);
});

it.each<[string, (values: Definition) => void]>([
  ['name.zh', (values) => (values.name.zh = ' ')],
  ['plate_title.zh', (values) => (values.plate_title.zh = '')],
  ['banners[1].zh', (values) => (values.banners[1].zh = '')],
  ['stages[0].name.zh', (values) => (values.stages[0].name.zh = '')],
  ['stages[0].purpose.zh', (values) => (values.stages[0].purpose.zh = '')],
  ['roles[0].name.zh', (values) => (values.roles[0].name.zh = '')],
  ['roles[0].plain.zh', (values) => (values.roles[0].plain.zh = '')],
  ['limits.reply_days', (values) => (values.limits.reply_days = 0)],
  ['calendar[1].day', (values) => (values.calendar[1].day = 31)],
  ['catalogue[0].text.zh', (values) => (values.catalogue[0].text.zh = '')],
])('says at its field that %s is wrong', (field, spoil) => {
  const values = whole();
  spoil(values);
  expect(problemsIn(values).map((problem) => problem.field)).toEqual([field]);
});

const errorOf = (field: string) => (field === 'calendar[1].day' ? '1 到 28' : undefined);

it('adds and removes banners, and keeps the last', async () => {
  const { banners } = whole();
  const fields = mount(BannerFields, { props: { modelValue: banners, errorOf, mayEdit: true } });
  const buttons = () => fields.findAll('button');
  await buttons()[0].trigger('click');
  expect(banners.map(({ zh }) => zh)).toEqual(['我承诺']);
  await fields.setProps({ modelValue: [...banners] });
  expect(buttons()).toHaveLength(1); // only the one that adds
  await fields.setProps({ modelValue: Array.from({ length: bannersMax }, () => worded('看我的')) });
  expect(fields.findAll('li')).toHaveLength(bannersMax);
  expect(buttons()).toHaveLength(bannersMax); // only those that remove
});

it('adds and removes review days, each with its error', async () => {
  const { calendar } = whole();
  const fields = mount(CalendarFields, { props: { modelValue: calendar, errorOf, mayEdit: true } });
  expect(fields.findAll('[role=group]').map((line) => line.find('.errmsg').exists())).toEqual([false, true]);
  const buttons = fields.findAll('button');
  await buttons[buttons.length - 1].trigger('click');
  expect(calendar).toHaveLength(3);
  await buttons[0].trigger('click');
  expect(calendar.map(({ occasion }) => occasion)).toEqual(['new_year', 'party_day']);
});

it('offers nothing to who may only read', () => {
  const { banners, calendar } = whole();
  for (const fields of [
    mount(BannerFields, { props: { modelValue: banners, errorOf, mayEdit: false } }),
    mount(CalendarFields, { props: { modelValue: calendar, errorOf, mayEdit: false } }),
  ])
    expect(fields.findAll('button')).toHaveLength(0);
});
