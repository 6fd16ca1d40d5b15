import { AreaField } from "../../ui/AreaField";
import { Field } from "../../ui/Field";
import { type Key, useWords } from "../../words/words";
import type { Kind } from "./states";

interface Props {
  kind: Exclude<Kind, "upload" | "reader">;
  starts: string;
  error: string | undefined;
  onStarts: (starts: string) => void;
}

const words: Record<Props["kind"], { label: Key; hint: Key; example: string }> = {
  site: { label: "learn.start.site", hint: "learn.start.site.hint", example: "https://www.example.jp/" },
  sitemap: {
    label: "learn.start.sitemap",
    hint: "learn.start.sitemap.hint",
    example: "https://www.example.jp/sitemap.xml",
  },
  pages: {
    label: "learn.start.pages",
    hint: "learn.start.pages.hint",
    example: "https://www.example.jp/hours",
  },
  feed: { label: "learn.start.feed", hint: "learn.start.feed.hint", example: "https://www.example.jp/feed" },
  folder: { label: "learn.start.folder", hint: "learn.start.folder.hint", example: "/srv/documents" },
};

/** Where learning begins: one address for most kinds, a list where there are many by nature. */
export function StartsField({ kind, starts, error, onStarts }: Props) {
  const t = useWords();
  const { label, hint, example } = words[kind];
  const shared = {
    label: t(label),
    hint: t(hint),
    error,
    placeholder: example,
    autoComplete: "off",
    autoCapitalize: "none",
    spellCheck: false,
    value: starts,
  };
  if (kind === "pages" || starts.includes("\n"))
    return <AreaField {...shared} rows={5} onChange={(event) => onStarts(event.target.value)} />;
  const inputMode = kind === "folder" ? "text" : "url";
  return <Field {...shared} inputMode={inputMode} onChange={(event) => onStarts(event.target.value)} />;
}
