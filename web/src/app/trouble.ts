// Why a page could not even be opened (the server away at the first question), shown by App.vue.
import { ref } from 'vue';
import { Refused, Unreachable } from '@/api/problems';

export const startTrouble = ref<Refused | Unreachable>();
