// What waits for the reader, counted by the server for each entry of the menu. A server that does not count
// yet (404) leaves the counts empty, and nothing is made up.
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { api } from '@/api/client';
import { Refused, Unreachable } from '@/api/problems';

export interface Task {
  /** The name of a menu entry. */
  menu: string;
  count: number;
  late: number;
  /** What of that entry in particular; its word is `web.task.MENU.ABOUT`. */
  about?: string;
  until?: string | null;
}

export const useTasks = defineStore('tasks', () => {
  const tasks = ref<Task[]>([]);
  const known = ref(false);

  async function reload(): Promise<void> {
    try {
      // As never: not every server has it yet.
      const answer = (await api.get('/api/v1/tasks' as never)) as unknown as { tasks: Task[] };
      tasks.value = answer.tasks.filter((task) => task.count > 0).sort((a, b) => b.late - a.late);
      known.value = true;
    } catch (trouble) {
      if (!(trouble instanceof Refused) && !(trouble instanceof Unreachable)) throw trouble;
      known.value = false;
    }
  }
  /** Everything that waits in that entry of the menu. */
  const of = (menu: string): Task | undefined => {
    const all = tasks.value.filter((task) => task.menu === menu);
    if (!all.length) return undefined;
    const sum = (key: 'count' | 'late') => all.reduce((total, task) => total + task[key], 0);
    return { menu, count: sum('count'), late: sum('late') };
  };
  return { tasks, known, of, reload };
});
