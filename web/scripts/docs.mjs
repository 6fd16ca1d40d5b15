// Puts the API documentation beside the build: Swagger UI's own files, and ours that point it at /api/openapi.json.
import { copyFileSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { out } from "./out.mjs";

const folder = new URL("docs/", out);
const swagger = new URL("../node_modules/swagger-ui-dist/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const name of ["swagger-ui-bundle.js", "swagger-ui.css", "LICENSE", "NOTICE"]) {
  copyFileSync(new URL(name, swagger), new URL(name, folder));
}
for (const name of ["index.html", "init.js", "docs.css"]) {
  copyFileSync(new URL(`../docs-page/${name}`, import.meta.url), new URL(name, folder));
}
console.log(`docs: ${fileURLToPath(folder)}`);
