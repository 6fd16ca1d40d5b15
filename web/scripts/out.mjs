export const out = new URL("../../src/madoguchi/entry/static/", import.meta.url);
