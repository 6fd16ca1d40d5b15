// Writes .gz and .br beside every file worth it, so that the server never compresses anything twice.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { out } from "./out.mjs";

const worthIt = /\.(?:js|css|html|svg|json|webmanifest|txt)$/;
const leastBytes = 1024;
const bestBelowBytes = 2_000_000;

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return worthIt.test(entry.name) ? [path] : [];
  });
}
let count = 0;
for (const path of files(fileURLToPath(out))) {
  const content = readFileSync(path);
  if (content.length < leastBytes) continue;
  const quality = content.length < bestBelowBytes ? 11 : 9;
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  );
  count += 1;
}
console.log(`compressed: ${count} files`);
