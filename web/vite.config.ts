import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const backEnd = process.env.MADOGUCHI_URL ?? "http://127.0.0.1:8080";

/** KaTeX names each font three times; every browser we support reads woff2, so the other two are not shipped. */
function onlyWoff2(): Plugin {
  return {
    name: "only-woff2",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("katex") || !id.endsWith(".css")) return null;
      return code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, "");
    },
  };
}

/**
 * Of marked only the reading half is used; its ready-made instance keeps the half that writes HTML alive.
 * Without that instance the bundler leaves the half out.
 */
function onlyReading(): Plugin {
  const instanceToEnd =
    /var (\w+)=new \w+;function \w+\(\w+,\w+\)\{return \1\.parse\([\s\S]*?export\{([^}]*)\}/;
  const used = /^\w+ as (?:Lexer|Tokenizer)$/;
  return {
    name: "only-reading",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/marked/lib/marked.esm.js")) return null;
      if (!instanceToEnd.test(code)) throw new Error("marked has changed: see onlyReading in vite.config.ts");
      return code.replace(instanceToEnd, (_all, _instance, names: string) => {
        return `export{${names
          .split(",")
          .filter((name) => used.test(name))
          .join(",")}}`;
      });
    },
  };
}

export default defineConfig({
  plugins: [onlyWoff2(), onlyReading(), react()],
  build: {
    outDir: "../src/madoguchi/entry/static",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // a data: font or image would be refused by the Content-Security-Policy
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What reads and draws texts is always needed together; in one file it packs smaller.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: "text", test: /\/(?:src\/markdown\/(?!Maths|marking)|node_modules\/marked\/)/ }],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": backEnd,
      "/ws": { target: backEnd.replace(/^http/, "ws"), ws: true },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
  },
} as Parameters<typeof defineConfig>[0]);
