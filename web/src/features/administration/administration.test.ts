import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { reactive } from 'vue';
import AllPlacesForm from './AllPlacesForm.vue';
import PairingRulesFields from './PairingRulesFields.vue';
import { groupName, newPassword, usualName } from './names';
import { treeOf, type Organisation } from './tree';

const organisation = (
  id: string,
  parent: string | null,
  kind: Organisation['kind'],
  division: string,
): Organisation => ({ id, parent, kind, name: id, division, path: `/${id}/`, version: 1 });

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

afterEach(() => vi.unstubAllGlobals());

describe('tree', () => {
  it('puts at the top whose parent the reader does not see, and orders what is below by place', () => {
    const tree = treeOf([
      organisation('second', 'town', 'branch', '230225101204'),
      organisation('first', 'town', 'branch', '230225101200'),
      organisation('town', 'county', 'town', '230225101'),
    ]);
    expect(tree.map((node) => node.organisation.id)).toEqual(['town']);
    expect(tree[0].below.map((node) => node.organisation.id)).toEqual(['first', 'second']);
  });

  it('orders what stands in one place by its number', () => {
    const names = ['第十二党小组', '第二党小组', '第二十党小组', '第十党小组', '第一党小组'];
    const tree = treeOf(names.map((name) => organisation(name, null, 'group', '230225101204')));
    expect(tree.map((node) => node.organisation.name)).toEqual([
      '第一党小组',
      '第二党小组',
      '第十党小组',
      '第十二党小组',
      '第二十党小组',
    ]);
  });
});

describe('names', () => {
  it('calls an organisation as its place is called', () => {
    expect(usualName('county', '甘南县')).toBe('甘南县委');
    expect(usualName('town', '兴十四镇')).toBe('兴十四镇党委');
    expect(usualName('town', '东风街道办事处')).toBe('东风街道党委');
    expect(usualName('branch', '音河村民委员会')).toBe('音河村党支部');
    expect(usualName('branch', '红光社区居民委员会')).toBe('红光社区党支部');
    expect(usualName('branch', '前进村委会')).toBe('前进村党支部');
  });

  it('counts groups as people do', () => {
    expect([1, 9, 10, 12, 20, 35].map(groupName)).toEqual([
      '第一党小组',
      '第九党小组',
      '第十党小组',
      '第十二党小组',
      '第二十党小组',
      '第三十五党小组',
    ]);
  });

  it('thinks up passwords that can be read aloud and are never the same', () => {
    const words = Array.from({ length: 50 }, newPassword);
    for (const word of words) expect(word).toMatch(/^[a-hj-km-np-z2-9]{3}(-[a-hj-km-np-z2-9]{3}){3}$/);
    expect(new Set(words).size).toBe(50);
  });
});

describe('all villages of a town', () => {
  it('makes one branch a village, leaves out what is there, and tries again only the rest', async () => {
    const keys = new Map<string, string[]>();
    let broken = true;
    vi.stubGlobal('fetch', async (request: Request) => {
      if (request.method === 'GET')
        return json({
          divisions: ['200', '201', '202'].map((end) => ({
            code: `230225101${end}`,
            name: `${end}村民委员会`,
            level: 'village',
            above: [],
          })),
        });
      const { division } = (await request.json()) as { division: string };
      keys.set(division, [...(keys.get(division) ?? []), request.headers.get('Idempotency-Key') ?? '']);
      if (broken && division.endsWith('202')) throw new TypeError('offline');
      return json(organisation(division, 'town', 'branch', division));
    });
    const form = mount(AllPlacesForm, {
      props: {
        parent: organisation('town', null, 'town', '230225101'),
        present: [organisation('there', 'town', 'branch', '230225101200')],
      },
    });
    await flushPromises();
    expect(form.findAll('li')).toHaveLength(2);
    await form.trigger('submit');
    await flushPromises();
    expect(form.emitted('made')).toEqual([[1]]);
    broken = false;
    await form.trigger('submit');
    await flushPromises();
    expect(form.emitted('made')).toEqual([[1], [1]]);
    expect([...keys.keys()]).toEqual(['230225101201', '230225101202']);
    expect(keys.get('230225101201')).toHaveLength(1);
    // The lost one is asked for again under its own key: it cannot be made twice.
    expect(keys.get('230225101202')).toHaveLength(2);
    expect(new Set(keys.get('230225101202')).size).toBe(1);
  });
});

describe('the rules of the two-way selection', () => {
  const roles = ['policy_lead', 'friend'].map((role) => ({
    role,
    name: { zh: role, en: role },
    plain: { zh: '', en: '' },
  }));
  const rules = () => ({
    capacity: {
      elder_age: 70,
      elder_most: 1,
      hardship_categories: ['illness'],
      hardship_needs: [],
      hardship_most: 1,
      duty_most: 1,
    },
    fit: { near: 4, skill: 2, load: 1, skills: [{ need: 'labour', roles: ['friend'] }] },
  });

  it('gives a need its roles in one order, and drops a need that none is left for', async () => {
    const codes = {
      categories: [{ code: 'illness', name: '重病' }],
      needs: [{ code: 'labour', name: '农活帮工' }],
    };
    vi.stubGlobal('fetch', async () => json(codes));
    const model = reactive(rules());
    const fields = mount(PairingRulesFields, {
      props: { modelValue: model as never, roles: roles as never, errorOf: () => undefined },
    });
    await flushPromises();
    const [lead, friend] = fields.findAll('details input');
    await lead.setValue(true);
    expect(model.fit.skills).toEqual([{ need: 'labour', roles: ['policy_lead', 'friend'] }]);
    await lead.setValue(false);
    await friend.setValue(false);
    expect(model.fit.skills).toEqual([]);
    await fields.find('fieldset input').setValue(false);
    expect(model.capacity.hardship_categories).toEqual([]);
  });
});
