import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { Refused, Unreachable } from '@/api/problems';
import App from './App.vue';
import { router } from './app/router';
import { startTrouble } from './app/trouble';
import { dropTapsThatFellThrough } from './kit/double_tap';
import './kit/tokens.css';
import './kit/base.css';
import './kit/forms.css';
import './kit/elder';
import { chooseLanguage, firstLanguage, openBook } from './words/words';

async function start() {
  dropTapsThatFellThrough(document);
  await chooseLanguage(firstLanguage());
  await openBook('web');
  router.onError((trouble) => {
    if (!(trouble instanceof Refused) && !(trouble instanceof Unreachable)) throw trouble;
    startTrouble.value = trouble;
  });
  router.afterEach(() => (startTrouble.value = undefined));
  createApp(App).use(createPinia()).use(router).mount('#app');
}

void start();
