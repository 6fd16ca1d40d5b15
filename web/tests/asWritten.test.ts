import { describe, expect, it } from "vitest";
import { asWritten } from "../src/markdown/asWritten";
import cases from "./restored.json";

describe("an answer that is copied", () => {
  it.each(cases.filter((each) => !each.code))("holds the value itself: $markdown", (each) => {
    expect(asWritten(each.markdown)).toContain(each.value);
  });

  it("leaves code as it is", () => {
    const code = "`&#42;` and ``&#42; ` &#42;``\n\n```html\n&#42;\n```\n";
    expect(asWritten(`${code}&#42;`)).toBe(`${code}*`);
  });
});
