// Fails when a source file has grown beyond what one reads in one go.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const mostLines = 250;
const generated = new Set(["src/api/schema.d.ts"]);

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return /\.tsx?$/.test(entry.name) && !generated.has(path) ? [path] : [];
  });
}
const sizes = ["src", "tests"]
  .flatMap(files)
  .map((path) => [path, readFileSync(path, "utf8").split("\n").length - 1]);
const tooLong = sizes.filter(([, lines]) => lines > mostLines);
for (const [path, lines] of tooLong) console.error(`${path}: ${lines} lines, at most ${mostLines}`);
if (tooLong.length > 0) process.exit(1);
const sorted = sizes.map(([, lines]) => lines).sort((a, b) => a - b);
console.log(
  `sizes: ${sizes.length} files, median ${sorted[sorted.length >> 1]}, longest ${sorted.at(-1)} lines`,
);
