// What screens use of the api: `useLoad` to show something, `useForm` to send something.
import { computed, reactive, ref, shallowRef, watch, type Ref, type WatchSource } from 'vue';
import { t } from '@/words/words';
import { newKey } from './client';
import { Refused, Unreachable, type Problem } from './problems';

const copy = <V>(values: V): V => JSON.parse(JSON.stringify(values)); // older phones have no structuredClone
const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Any trouble as problems to show: the server's, or one sentence about the network. A bug is thrown on. */
export function problemsOf(trouble: unknown): Problem[] {
  if (trouble instanceof Unreachable)
    return [{ key: 'web.api.unreachable', field: '', sentence: t('web.api.unreachable') }];
  if (trouble instanceof Refused) {
    if (trouble.problems.length) return trouble.problems;
    const sentence = t('web.api.failed', { status: trouble.status, reference: trouble.requestId || '-' });
    return [{ key: 'web.api.failed', field: '', sentence }];
  }
  throw trouble;
}

/**
 * Loads what a screen shows, and again whenever a source changes; an answer overtaken by a later question is
 * dropped.
 *   const { data, loading, problems, reload } = useLoad((signal) => …, [() => props.village]);
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, sources: WatchSource[] = []) {
  const data = shallowRef<T>() as Ref<T | undefined>;
  const loading = ref(true);
  const problems = ref<Problem[]>([]);
  const missing = ref(false); // 404: not there, or not ours to see
  let asked: AbortController | undefined;

  async function reload(): Promise<void> {
    asked?.abort();
    const mine = (asked = new AbortController());
    loading.value = true;
    try {
      const found = await load(mine.signal);
      if (mine !== asked) return;
      data.value = found;
      problems.value = [];
      missing.value = false;
    } catch (trouble) {
      if (mine !== asked || mine.signal.aborted) return;
      missing.value = trouble instanceof Refused && trouble.status === 404;
      problems.value = problemsOf(trouble);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  watch(sources, reload, { immediate: true });
  return { data, loading, problems, missing, reload };
}

/**
 * Sends something once, however often it has to be tried.
 *   const { send, sending, problems, errorOf } = useSend((key) => api.post(…, { body: { ...form }, key }));
 * The key stays the same until the server has answered; a lost answer is asked for again three times by
 * itself. What is sent is told by `fingerprint` (by default what is given): another text is another write and
 * gets its own key.
 */
export function useSend<In extends unknown[], T>(
  work: (key: string, ...given: In) => Promise<T>,
  options: { fingerprint?: (...given: In) => string; pauses?: number[] } = {},
) {
  const pauses = options.pauses ?? [500, 2000, 5000];
  const sending = ref(false);
  const problems = ref<Problem[]>([]);
  let key = newKey();
  let sent = '';

  /** The answer, or undefined if it was refused or never came: then `problems` says why. */
  async function send(...given: In): Promise<T | undefined> {
    if (sending.value) return undefined; // a double tap
    const text = (options.fingerprint ?? ((...all: In) => JSON.stringify(all)))(...given);
    if (sent && sent !== text) key = newKey();
    sent = text;
    sending.value = true;
    try {
      const answer = await withRetries(() => work(key, ...given), pauses);
      forget();
      problems.value = [];
      return answer;
    } catch (trouble) {
      // 5xx may have come after the write: its key is kept, so that trying again cannot do it twice.
      if (trouble instanceof Refused && trouble.status < 500) forget();
      problems.value = problemsOf(trouble);
      return undefined;
    } finally {
      sending.value = false;
    }
  }

  function forget() {
    key = newKey();
    sent = '';
  }

  const errorOf = (field: string) => problems.value.find((problem) => problem.field === field)?.sentence;
  return { send, sending, problems, errorOf };
}

async function withRetries<T>(work: () => Promise<T>, pauses: number[]): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (trouble) {
      if (!(trouble instanceof Unreachable)) throw trouble;
      await wait(pause);
    }
  }
  return work();
}

/**
 * A form: its values, and sending them.
 *   const form = useForm({ name: '' }, (values, key) => api.post(…, { body: values, key }));
 *   <form @submit.prevent="save"> … v-model="form.values.name" :error="form.errorOf('name')"
 * `check` finds what can be seen without asking the server: a list of problems, empty if all is well.
 */
export function useForm<Values extends object, T>(
  initial: Values,
  work: (values: Values, key: string) => Promise<T>,
  check: (values: Values) => Problem[] = () => [],
) {
  const values = reactive(copy(initial)) as Values;
  const sender = useSend((key: string, text: string) => work(JSON.parse(text) as Values, key));
  const changed = computed(() => JSON.stringify(values) !== JSON.stringify(initial));

  async function submit(): Promise<T | undefined> {
    const found = check(values);
    if (found.length) {
      sender.problems.value = found;
      return undefined;
    }
    return sender.send(JSON.stringify(values));
  }

  const reset = () => Object.assign(values, copy(initial));
  return reactive({
    values,
    changed,
    submit,
    reset,
    sending: sender.sending,
    problems: sender.problems,
    errorOf: sender.errorOf,
  });
}

/** The commonest check: `needed(values, { name: t('web.x.name_needed') })`. */
export function needed<V extends object>(
  values: V,
  sentences: Partial<Record<keyof V & string, string>>,
): Problem[] {
  return Object.entries(sentences)
    .filter(([field]) => !String((values as Record<string, unknown>)[field] ?? '').trim())
    .map(([field, sentence]) => ({ key: 'web.form.needed', field, sentence: sentence as string }));
}
