import { mount } from '@vue/test-utils';
import { nextTick } from 'vue';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseLanguage, language, openBook, t } from '@/words/words';
import { showDate } from '@/words/dates';
import { csvText } from './csv';
import DataTable from './DataTable.vue';
import ErrorSummary from './ErrorSummary.vue';
import FormField from './FormField.vue';
import ReasonDialog from './ReasonDialog.vue';

beforeAll(async () => {
  await chooseLanguage('zh-CN');
  await openBook('web');
  HTMLDialogElement.prototype.showModal = vi.fn(); // jsdom has none
});

const columns = [
  { key: 'name', label: '村', sortable: true },
  { key: 'missing', label: '差', align: 'right' as const, sortable: true },
];
const rows = ['音河村', '新立村', '长岗村'].map((name, index) => ({ name, missing: (index * 7) % 10 }));
const table = (more: object = {}) =>
  mount(DataTable, {
    props: { title: '各村', columns, rows, rowKey: (row: object) => (row as { name: string }).name, ...more },
  });
const firstCells = (wrapper: ReturnType<typeof table>) =>
  wrapper.findAll('td.lead').map((cell) => cell.text());

describe('DataTable', () => {
  it('sorts up, down and not at all', async () => {
    const wrapper = table();
    const button = wrapper.findAll('th button')[1];
    await button.trigger('click');
    expect(firstCells(wrapper)).toEqual(['音河村', '长岗村', '新立村']);
    expect(wrapper.findAll('th')[1].attributes('aria-sort')).toBe('ascending');
    await button.trigger('click');
    expect(firstCells(wrapper)).toEqual(['新立村', '长岗村', '音河村']);
    await button.trigger('click');
    expect(firstCells(wrapper)).toEqual(['音河村', '新立村', '长岗村']);
  });

  it('filters by what it shows and says when nothing matches', async () => {
    const wrapper = table();
    await wrapper.find('input[type=search]').setValue('长岗');
    expect(firstCells(wrapper)).toEqual(['长岗村']);
    await wrapper.find('input[type=search]').setValue('没有');
    expect(wrapper.text()).toContain(t('web.table.no_match', { filter: '没有' }));
  });

  it('turns pages and goes back to the first when a filter leaves fewer', async () => {
    const wrapper = table({ pageSize: 2 });
    expect(firstCells(wrapper)).toEqual(['音河村', '新立村']);
    await wrapper.findAll('nav button')[1].trigger('click');
    expect(firstCells(wrapper)).toEqual(['长岗村']);
    await wrapper.find('input[type=search]').setValue('音河');
    expect(firstCells(wrapper)).toEqual(['音河村']);
  });

  it('shows the rows of a page from the server as they came', () => {
    const wrapper = table({ total: 40, pageSize: 3, filter: 'anything' });
    expect(firstCells(wrapper)).toHaveLength(3);
    expect(wrapper.text()).toContain(t('web.table.shown', { from: 1, to: 3, count: 40 }));
  });
});

describe('csv', () => {
  it('disarms formulas, keeps negative numbers and quotes what needs it', () => {
    expect(csvText([['=1+1', '-5', '@x', 'a,b', 'say "hi"', '+86']])).toBe(
      '\ufeff\'=1+1,-5,\'@x,"a,b","say ""hi""",\'+86\r\n',
    );
  });
});

describe('forms', () => {
  it('takes the focus to the summary, and from it to the field', async () => {
    const field = mount(FormField, {
      props: { field: 'items[0].text', label: '事项', error: '没写' },
      attachTo: document.body,
    });
    const input = field.find('input').element;
    expect(field.find(`#${input.getAttribute('aria-describedby')}`).text()).toBe('没写');
    const summary = mount(ErrorSummary, { props: { problems: [] }, attachTo: document.body });
    await summary.setProps({ problems: [{ key: 'k', field: 'items[0].text', sentence: '没写' }] });
    await nextTick();
    expect(document.activeElement).toBe(summary.find('[role=alert]').element);
    await summary.find('a').trigger('click');
    expect(document.activeElement).toBe(input);
  });

  it('asks for a reason and does nothing without one', async () => {
    const wrapper = mount(ReasonDialog, {
      props: { open: true, title: '作废', confirm: '作废', usual: ['丢了'] },
    });
    await wrapper.find('form').trigger('submit');
    expect(wrapper.emitted('confirm')).toBeUndefined();
    expect(wrapper.text()).toContain(t('web.reason.needed'));
    await wrapper
      .findAll('button')
      .find((button) => button.text() === '丢了')!
      .trigger('click');
    await wrapper.find('form').trigger('submit');
    expect(wrapper.emitted('confirm')).toEqual([['丢了']]);
  });
});

describe('words', () => {
  it('changes language with all the books that are open, and says so in html', async () => {
    expect(t('web.table.shown', { from: 1, to: 2, count: 3 })).toBe('1–2，共 3');
    await chooseLanguage('en');
    expect(t('web.table.shown', { from: 1, to: 2, count: 3 })).toBe('1–2 of 3');
    expect(document.documentElement.lang).toBe('en');
    expect(language.value).toBe('en');
    expect(showDate('2020-08-11')).toBe('11 August 2020');
    await chooseLanguage('zh-CN');
    expect(showDate('2020-08-11')).toBe('2020\u00a0年 8\u00a0月 11\u00a0日');
    expect(showDate('2020-07-19T16:30:00Z', 'day')).toBe('7\u00a0月 20\u00a0日');
    expect(t('web.no.such.key')).toBe('web.no.such.key');
  });
});
