// Whether there is a network, and how many records wait on this device to be sent.
import { reactive } from 'vue';

export const network = reactive({ online: navigator.onLine, waiting: 0 });

window.addEventListener('online', () => (network.online = true));
window.addEventListener('offline', () => (network.online = false));
