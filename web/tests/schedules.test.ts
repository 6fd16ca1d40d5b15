import { describe, expect, it } from "vitest";
import { Trouble } from "../src/api/trouble";
import { fieldsOf, inputsFrom, valuesFrom } from "../src/rooms/jobs/paramFields";
import { draftOf, readDraft, turned } from "../src/rooms/jobs/params";
import { refusal, refusedField } from "../src/rooms/jobs/schedules";
import { cronFault, cronWords } from "../src/ui/cron";
import en from "../src/words/en.json";
import ja from "../src/words/ja.json";
import { wordsOf } from "../src/words/words";

const japanese = (cron: string) => cronWords(cron, wordsOf(ja), "ja");
const english = (cron: string) => cronWords(cron, wordsOf(en), "en");

describe("cron", () => {
  it.each([
    ["40 3 * * *", "毎日 3:40", "every day at 3:40"],
    ["0 9,18 * * *", "毎日 9:00と18:00", "every day at 9:00 and 18:00"],
    ["17 * * * *", "毎時 17分", "hourly at :17"],
    ["* * * * *", "毎分", "every minute"],
    ["*/15 * * * *", "15分ごと", "every 15 minutes"],
    ["5 */6 * * *", "6時間ごと（05分）", "every 6 hours at :05"],
    ["0 9 * * 1-5", "平日（月〜金） 9:00", "Monday to Friday at 9:00"],
    ["30 8 * * MON-FRI", "平日（月〜金） 8:30", "Monday to Friday at 8:30"],
    ["0 9 * * 1", "毎週月曜 9:00", "every Monday at 9:00"],
    ["0 3 * * 0,3", "毎週日・水曜 3:00", "every Sunday and Wednesday at 3:00"],
    ["0 3 * * 7", "毎週日曜 3:00", "every Sunday at 3:00"],
    ["0 9 1 * *", "毎月1日 9:00", "day 1 of every month at 9:00"],
    ["0 0 1 4 *", "毎年4月1日 0:00", "every year on 1 April at 0:00"],
    ["  40   3 * * * ", "毎日 3:40", "every day at 3:40"],
  ])("%s is %s", (cron, inJapanese, inEnglish) => {
    expect(japanese(cron)).toBe(inJapanese);
    expect(english(cron)).toBe(inEnglish);
  });

  it.each(["*/7 * * * *", "0 9-17 * * *", "0 9 1 * 1", "0 9 L * *", "0 9 31 2 *", "0 9 * * 5#2", "", "x y"])(
    "%s stays as it is written",
    (cron) => expect(japanese(cron)).toBeNull(),
  );

  it("is surely wrong only where it is", () => {
    expect(cronFault("40 3 * *")).toEqual({ kind: "count", count: 4 });
    expect(cronFault("61 3 * * *")).toEqual({ kind: "range", field: "minute", from: 0, to: 59 });
    expect(cronFault("0 9 0 * *")).toEqual({ kind: "range", field: "day", from: 1, to: 31 });
    expect(cronFault("0 9 * * 1-8")).toMatchObject({ field: "weekday" });
    for (const cron of ["*/90 3 * * *", "0 9 L * *", "0 9 * JAN-MAR FRI#2", "0,30 0-23/2 1-31 * 7"])
      expect(cronFault(cron)).toBeNull();
  });
});

describe("a refusal stands at its field", () => {
  const given = { cron: "99 3 * * *", zone: "Mars/Olympus" };
  const invalid = (message: string, details = {}) => new Trouble("invalid", message, details);

  it("where the server names it, or where its sentence quotes what was written", () => {
    const named = invalid("直してください", { "body.name": "1文字以上" });
    expect(refusedField(named, given)).toBe("name");
    expect(refusal(named, "name")).toBe("1文字以上");
    expect(refusedField(invalid("「99 3 * * *」は読めません"), given)).toBe("cron");
    expect(refusedField(invalid("「Mars/Olympus」という時間帯はありません"), given)).toBe("zone");
    expect(refusedField(invalid("値が正しくありません（times）"), given)).toBe("params");
    expect(refusedField(new Trouble("conflict", "もうあります"), given)).toBe("name");
    expect(refusedField(new Trouble("offline", "gone"), given)).toBeNull();
  });
});

describe("what a task is given", () => {
  const schema = {
    properties: {
      url: { type: "string", description: "Where to begin" },
      pages: { type: "integer", default: 500 },
      share: { anyOf: [{ type: "number" }, { type: "null" }], default: null },
      deep: { type: "boolean", default: true },
      form: { enum: ["pdf", "html"], type: "string" },
      skip: { type: "array", items: { type: "string" } },
    },
    required: ["url"],
  };

  it("is a form where it is simple", () => {
    const fields = fieldsOf(schema) ?? [];
    expect(fields.map(({ kind, required }) => [kind, required])).toEqual([
      ["text", true],
      ["whole", false],
      ["number", false],
      ["flag", false],
      ["choice", false],
      ["lines", false],
    ]);
    expect(fields[0]?.says).toBe("Where to begin");
    expect(inputsFrom(fields, schema, { skip: ["/a", "/b"] })).toEqual({
      url: "",
      pages: "500",
      share: "",
      deep: true,
      form: "pdf",
      skip: "/a\n/b",
    });
    expect(fieldsOf({ properties: {} })).toEqual([]);
    expect(fieldsOf({})).toEqual([]);
  });

  it("is JSON where it is not", () => {
    expect(fieldsOf({ properties: { deep: { $ref: "#/$defs/Deep" } } })).toBeNull();
    expect(fieldsOf({ properties: { numbers: { type: "array", items: { type: "integer" } } } })).toBeNull();
    expect(
      fieldsOf({ properties: { either: { anyOf: [{ type: "string" }, { type: "integer" }] } } }),
    ).toBeNull();
  });

  it("leaves out what is left empty and names what is wrong", () => {
    const fields = fieldsOf(schema) ?? [];
    const inputs = {
      url: "https://example.org",
      pages: "",
      share: "0.5",
      deep: false,
      form: "html",
      skip: "/a\n\n/b",
    };
    expect(valuesFrom(fields, inputs)).toEqual({
      values: { url: "https://example.org", share: 0.5, deep: false, form: "html", skip: ["/a", "/b"] },
      faults: {},
    });
    expect(valuesFrom(fields, { ...inputs, url: " ", pages: "1.5", share: "half" }).faults).toEqual({
      url: "needed",
      pages: "whole",
      share: "number",
    });
  });

  it("is the same in fields and in JSON", () => {
    const draft = draftOf(schema, { url: "https://example.org", pages: 3 });
    const inJson = turned(schema, draft);
    expect(JSON.parse(inJson.json)).toMatchObject({ url: "https://example.org", pages: 3 });
    const back = turned(schema, { ...inJson, json: '{"url": "https://example.org/b"}' });
    expect(back.inputs.url).toBe("https://example.org/b");
    expect(back.inputs.pages).toBe("500");
    expect(readDraft(schema, { ...inJson, json: "[1]" }).values).toBeNull();
    expect(readDraft(schema, { ...inJson, json: "{" }).values).toBeNull();
    expect(readDraft(schema, { ...inJson, json: "" }).values).toEqual({});
  });
});
