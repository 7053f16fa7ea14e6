import { flushPromises } from '@vue/test-utils';
import { ref } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { Refused, Unreachable } from './problems';
import { needed, useForm, useLoad, useSend } from './use';

const refusal = (status: number) => new Refused(status, [{ key: 'k', field: 'name', sentence: 'no' }], 'r1');
const noPause = { pauses: [0, 0] };

describe('useSend', () => {
  it('asks again with the same key when no answer came', async () => {
    const keys: string[] = [];
    const sender = useSend(async (key: string) => {
      keys.push(key);
      if (keys.length < 3) throw new Unreachable();
      return 'saved';
    }, noPause);
    expect(await sender.send()).toBe('saved');
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(sender.problems.value).toEqual([]);
  });

  it('keeps its key over a lost answer until the person tries again, and then takes a new one', async () => {
    const keys: string[] = [];
    const answers = [new Unreachable(), 'saved', 'saved'];
    const work = async (key: string) => {
      keys.push(key);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const sender = useSend(work, { pauses: [] });
    expect(await sender.send()).toBeUndefined();
    expect(sender.problems.value[0].key).toBe('web.api.unreachable');
    await sender.send();
    await sender.send();
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('keeps its key after a 500, and takes a new one after a refusal', async () => {
    const keys: string[] = [];
    const troubles = [refusal(500), refusal(422), refusal(422)];
    const sender = useSend(async (key: string) => {
      keys.push(key);
      throw troubles.shift();
    }, noPause);
    await sender.send();
    await sender.send();
    await sender.send();
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[1]);
    expect(sender.errorOf('name')).toBe('no');
    expect(sender.errorOf('other')).toBeUndefined();
  });

  it('takes a new key for another text', async () => {
    const keys: string[] = [];
    const sender = useSend(
      async (key: string, _text: string) => {
        keys.push(key);
        throw new Unreachable();
      },
      { pauses: [] },
    );
    await sender.send('one');
    await sender.send('one');
    await sender.send('two');
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('sends a double tap once', async () => {
    let finish = (_: string) => {};
    const work = vi.fn(() => new Promise<string>((done) => (finish = done)));
    const sender = useSend(work, noPause);
    const first = sender.send();
    const second = sender.send();
    expect(sender.sending.value).toBe(true);
    finish('saved');
    expect(await first).toBe('saved');
    expect(await second).toBeUndefined();
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('lets a bug through', async () => {
    const sender = useSend(async () => {
      throw new TypeError('bug');
    }, noPause);
    await expect(sender.send()).rejects.toThrow('bug');
    expect(sender.sending.value).toBe(false);
  });
});

describe('useForm', () => {
  it('asks the server only when its own check finds nothing', async () => {
    const work = vi.fn(async (values: { name: string }) => values.name);
    const form = useForm({ name: '' }, work, (values) => needed(values, { name: 'fill in the name' }));
    expect(await form.submit()).toBeUndefined();
    expect(work).not.toHaveBeenCalled();
    expect(form.errorOf('name')).toBe('fill in the name');
    form.values.name = '孙立波';
    expect(form.changed).toBe(true);
    expect(await form.submit()).toBe('孙立波');
    expect(form.problems).toEqual([]);
    form.reset();
    expect(form.values.name).toBe('');
  });
});

describe('useLoad', () => {
  it('drops an answer that a later question has overtaken', async () => {
    const village = ref('a');
    const answers: Record<string, (value: string) => void> = {};
    const loaded = useLoad(() => new Promise<string>((done) => (answers[village.value] = done)), [village]);
    village.value = 'b';
    await flushPromises();
    answers.b('second');
    answers.a('first');
    await flushPromises();
    expect(loaded.data.value).toBe('second');
    expect(loaded.loading.value).toBe(false);
  });

  it('tells a missing thing from other trouble', async () => {
    const loaded = useLoad(async () => Promise.reject(refusal(404)));
    await flushPromises();
    expect(loaded.missing.value).toBe(true);
    const other = useLoad(async () => Promise.reject(refusal(403)));
    await flushPromises();
    expect(other.missing.value).toBe(false);
    expect(other.problems.value[0].sentence).toBe('no');
  });
});
