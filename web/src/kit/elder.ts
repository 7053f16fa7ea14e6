// 长辈版: larger words and targets, kept on this device.
import { ref, watchEffect } from 'vue';

const stored = 'lianghu.elder';
const kept = () => {
  try {
    return localStorage.getItem(stored) === '1';
  } catch {
    return false;
  }
};

export const elder = ref(kept());

watchEffect(() => {
  document.documentElement.classList.toggle('elder', elder.value);
  try {
    localStorage.setItem(stored, elder.value ? '1' : '0');
  } catch {
    // A browser that keeps nothing still shows it until it is closed.
  }
});
