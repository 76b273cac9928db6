import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./admin/src", import.meta.url)) } },
  test: {
    environment: "happy-dom",
    include: ["portal/**/*.test.ts", "admin/**/*.test.ts"],
    env: { TZ: "Asia/Jakarta" },
  },
});
