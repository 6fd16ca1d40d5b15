import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Source } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Breakable } from "../../ui/Breakable";
import { cronWords } from "../../ui/cron";
import { moment } from "../../ui/when";
import { type Key, useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { usualGapS } from "./draft";
import { languageName } from "./languages";
import { isCrawled } from "./states";

const mostShown = 20;

/** How the source is read: what was chosen, and what that means. */
export function SourceSettings({ source }: { source: Source }) {
  const t = useWords();
  const me = useMe().data;
  const { language } = usePreferences();
  const { options, kind } = source;
  const on = (value: boolean) => (value ? t("inUse.on") : t("inUse.off"));
  const rows: [Key, ReactNode][] = [];
  const list = (key: Key, values: readonly string[] | undefined) => {
    if (values && values.length > 0) rows.push([key, values.slice(0, mostShown).join("\n")]);
  };
  if (kind === "upload") rows.push(["learn.upload.label", t("learn.files", { n: source.starts.length })]);
  else list(kind === "reader" ? "learn.reader" : "learn.starts", source.starts);
  if (kind === "reader")
    list(
      "learn.reader.given",
      Object.entries(options.arguments ?? {}).map(([name, value]) => `${name}: ${String(value)}`),
    );
  if (isCrawled(kind)) {
    if (kind === "site") {
      rows.push(["learn.below", on(options.below)]);
      rows.push(["learn.subdomains", on(options.subdomains)]);
    }
    list("learn.include", options.include);
    list("learn.exclude", options.exclude);
    list("learn.formats", options.kinds);
    rows.push(["learn.pages", options.max_pages.toLocaleString("en-US")]);
    rows.push(["learn.gap", String(options.gap_s ?? usualGapS)]);
    rows.push(["learn.render", on(options.render)]);
    list("learn.headers", source.header_names);
  }
  const when = source.cron && (cronWords(source.cron, t, language) ?? source.cron);
  const next = source.next_at && `${t("learn.col.next")}: ${moment(source.next_at, language)}`;
  rows.push([
    "learn.when",
    when ? [when, source.zone, next].filter(Boolean).join(" · ") : t("learn.next.never"),
  ]);
  rows.push(["learn.collection", source.collection]);
  rows.push(["learn.hide", on(options.mask === "hide")]);
  if (options.language) rows.push(["learn.language", languageName(options.language, language)]);
  return (
    <section className="source-part" aria-labelledby="settings-title">
      <header>
        <h2 id="settings-title">{t("learn.settings")}</h2>
        {may(me, "learning.manage") && (
          <Link className="btn" to={`/admin/sources/${source.id}/settings`}>
            {t("learn.edit")}
          </Link>
        )}
      </header>
      <dl className="choices">
        {rows.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{typeof value === "string" ? <Breakable name={value} /> : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
