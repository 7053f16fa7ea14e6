/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { words } from './tools/words';

const server = process.env.LIANGHU_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/app/',
  plugins: [vue(), words()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: ['es2020', 'chrome80', 'safari14'],
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    chunkSizeWarningLimit: 600,
  },
  server: { port: 5173, proxy: { '/api': server } },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts', 'tools/**/*.test.ts'] },
});
