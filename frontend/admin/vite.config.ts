import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import vuetify from "vite-plugin-vuetify";
import { compressed } from "../compressed";

const here = fileURLToPath(new URL(".", import.meta.url));

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
      },
    },
  },
});
