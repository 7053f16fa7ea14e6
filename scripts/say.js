// Helps the form where something is said: makes a photograph small before it is sent, and does the work that
// tells one person's form from a flood (src/features/feedback/work.h). The form works without it.
'use strict';

const form = document.querySelector('form[data-work]');
const wanted = Number(form?.dataset.work); // leading zero bits
const sideMax = 1280; // pixels

const roundConstants = [];
for (let n = 2; roundConstants.length < 64; n += 1) {
  let prime = true;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
  if (prime) roundConstants.push(((Math.cbrt(n) % 1) * 2 ** 32) | 0);
}
const start = [2, 3, 5, 7, 11, 13, 17, 19].map((n) => ((Math.sqrt(n) % 1) * 2 ** 32) | 0);
const words = new Int32Array(64);

// The first 32 bits of SHA-256 (FIPS 180-4) of a text of at most 119 ASCII characters. crypto.subtle answers
// later, and is missing without https.
function firstBits(text) {
  const blocks = text.length < 56 ? 1 : 2;
  const bytes = new Uint8Array(blocks * 64);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  bytes[text.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 4, text.length * 8);
  let state = start.slice();
  for (let block = 0; block < blocks; block += 1) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(block * 64 + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const p = words[i - 15];
      const q = words[i - 2];
      const s0 = ((p >>> 7) | (p << 25)) ^ ((p >>> 18) | (p << 14)) ^ (p >>> 3);
      const s1 = ((q >>> 17) | (q << 15)) ^ ((q >>> 19) | (q << 13)) ^ (q >>> 10);
      words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + s1 + ((e & f) ^ (~e & g)) + roundConstants[i] + words[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    state = [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
  }
  return state[0];
}

// A little at a time, so that typing stays quick.
function work(from) {
  const until = performance.now() + 12;
  for (let n = from; ; n += 1) {
    if (Math.clz32(firstBits(`${form.elements.key.value}:${n}`)) >= wanted) {
      form.elements.work.value = n;
      return;
    }
    if (performance.now() > until) {
      setTimeout(work, 8, n + 1);
      return;
    }
  }
}
form?.addEventListener('input', () => work(0), { once: true });

const photo = document.getElementById('photo');
photo?.addEventListener('change', async () => {
  const [file] = photo.files;
  if (!file || !window.createImageBitmap || !window.DataTransfer) return;
  const image = await createImageBitmap(file).catch(() => undefined);
  if (!image) return;
  const scale = Math.min(1, sideMax / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(
    (small) => {
      if (!small || photo.files[0] !== file) return;
      const box = new DataTransfer();
      box.items.add(new File([small], 'photo.jpg', { type: 'image/jpeg' }));
      photo.files = box.files;
    },
    'image/jpeg',
    0.8,
  );
});
