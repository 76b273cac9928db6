import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { compressed } from "../compressed";

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * Builds the citizens' portal: one style sheet and one script, with hashed names.
 * `manifest.json` tells the templates (portal/assets.py) which file is which.
 */
export default defineConfig({
  root: here,
  base: "./",
  publicDir: "public",
  plugins: [compressed()],
  css: {
    preprocessorOptions: {
      scss: { loadPaths: [`${here}../node_modules`], quietDeps: true },
    },
  },
  build: {
    outDir: `${here}../../static/build/portal`,
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    target: ["es2021", "chrome90", "firefox90", "safari14"],
    rollupOptions: {
      input: { portal: `${here}portal.ts`, style: `${here}portal.scss` },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
