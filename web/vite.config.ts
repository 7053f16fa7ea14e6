/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { words } from './tools/words';

const port = Number(process.env.PORT ?? 5173);
const server = process.env.LIANGHU_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/app/',
  cacheDir: `node_modules/.vite/${port}`, // two development servers must not share one
  plugins: [vue(), words()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: ['es2020', 'chrome80', 'safari14'],
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    chunkSizeWarningLimit: 600,
  },
  // Host stays as the browser sent it: the server takes a write only from its own origin.
  server: { port, proxy: { '/api': { target: server, changeOrigin: false } } },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts', 'tools/**/*.test.ts'] },
});
