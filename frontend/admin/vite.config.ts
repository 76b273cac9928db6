import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import vuetify from "vite-plugin-vuetify";
import { compressed } from "../compressed";

const here = fileURLToPath(new URL(".", import.meta.url));

const OFTEN = 5; // views; a module that fewer share stays with them

/**
 * A slow line pays for every file: what views share are four downloads instead of forty. `first` is what main.ts
 * needs before the language is settled, and must hold no sentence; the libraries apart change seldom.
 */
const CHUNKS = [
  { name: "first", test: /\/(?:texts\/languages|api\/early|app\/first-requests)\.ts$|preload-helper/, priority: 3 },
  { name: "vue", test: /node_modules\/(?:@vue|vue|vue-router|@tanstack)\//, minShareCount: OFTEN, priority: 2 },
  { name: "vuetify", test: /node_modules\/vuetify\//, minShareCount: OFTEN, priority: 1 },
  { name: "shared", minShareCount: OFTEN },
];

/**
 * Builds the officers' app. `manifest.json` tells the shell (admin_api/app_page.py) which file is which;
 * every view is a chunk of its own, fetched when it is first opened.
 */
export default defineConfig({
  root: here,
  base: "/static/build/admin/",
  publicDir: "public",
  plugins: [vue(), vuetify({ autoImport: { labs: false } }), compressed()],
  resolve: { alias: { "@": `${here}src` } },
  define: { __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false" },
  build: {
    outDir: `${here}../../static/build/admin`,
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    target: ["es2022", "chrome111", "firefox114", "safari16.4"],
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: `${here}src/main.ts`,
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
        codeSplitting: { groups: CHUNKS },
      },
    },
  },
});
