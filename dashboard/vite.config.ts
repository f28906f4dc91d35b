// vite.config.ts - three builds, by mode: the page, its charts, and the programs that node runs
//
// production  index.html with one classic script and one stylesheet: a page that is opened
//             from a file may load neither modules nor anything "crossorigin"
// charts      ECharts, a classic script that the page loads with its first chart
// programs    pack, serve and generate, for node, into build/dashboard
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const classicScripts: Plugin = {
  name: "classic-scripts",
  enforce: "post",
  transformIndexHtml: {
    order: "post",
    handler: (html) =>
      html.replace(/<script type="module" crossorigin/g, "<script defer").replace(/ crossorigin/g, ""),
  },
};

const production: UserConfig = {
  base: "./",
  plugins: [react(), classicScripts],
  build: {
    target: "es2022",
    emptyOutDir: false,
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 700,
    rollupOptions: { output: { format: "iife" } },
  },
};

const charts: UserConfig = {
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    target: "es2022",
    copyPublicDir: false,
    emptyOutDir: false,
    lib: {
      entry: "src/charts/echarts.ts",
      formats: ["iife"],
      name: "plumblineCharts",
      fileName: () => "assets/charts.js",
    },
  },
};

const programs: UserConfig = {
  build: {
    target: "node20",
    minify: false,
    ssr: true,
    copyPublicDir: false,
    outDir: "../build/dashboard",
    emptyOutDir: false,
    rollupOptions: {
      input: { pack: "pack/main.ts", serve: "serve/main.ts", generate: "e2e/generate.ts" },
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
    },
  },
  ssr: { noExternal: true },
};

export default defineConfig(({ mode }) => ({ charts, programs })[mode] ?? production);
