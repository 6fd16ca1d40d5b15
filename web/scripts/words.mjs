// Fails when a word is missing in a language, takes other facts there, or is no longer said anywhere.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const languages = ["ja", "en"];
const read = (language) => JSON.parse(readFileSync(`src/words/${language}.json`, "utf8"));
const [first, ...others] = languages.map((language) => [language, read(language)]);
const faults = [];

const facts = (text) =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort().join(",");
for (const [language, words] of others) {
  for (const key of Object.keys(first[1])) {
    if (!(key in words)) faults.push(`${language}: "${key}" is missing`);
    else if (facts(words[key]) !== facts(first[1][key]))
      faults.push(`${language}: "${key}" takes other facts`);
  }
  for (const key of Object.keys(words)) {
    if (!(key in first[1])) faults.push(`${first[0]}: "${key}" is missing`);
  }
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}
const code = sources("src").join("\n");
for (const key of Object.keys(first[1])) {
  if (!code.includes(`"${key}"`)) faults.push(`"${key}" is not used`);
}
for (const [, key] of code.matchAll(/\bt\("([^"]+)"/g)) {
  if (!(key in first[1])) faults.push(`"${key}" is used but has no words`);
}

for (const fault of new Set(faults)) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`words: ${Object.keys(first[1]).length} in ${languages.join(", ")}`);
