import { useLayoutEffect, useMemo, useRef } from "react";
import type { Passage } from "../../api/types";
import { Blocks } from "../../markdown/Markdown";
import { markedBlocks, type Stretch } from "../../markdown/marking";
import { useWords } from "../../words/words";

interface Props {
  passage: Passage;
  cited: Stretch | null;
}

/** The whole document, opened at the passage; the cited sentence is marked more strongly. */
export function PassageText({ passage, cited }: Props) {
  const t = useWords();
  const box = useRef<HTMLElement>(null);
  const { markdown, language } = passage.document;
  const { start, end } = passage;
  const blocks = useMemo(() => markedBlocks(markdown, { start, end }, cited), [markdown, start, end, cited]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new passage is a new place to scroll to
  useLayoutEffect(() => {
    const place = box.current?.querySelector("mark.cited") ?? box.current?.querySelector("mark, .in-passage");
    place?.scrollIntoView({ block: "center" });
  }, [blocks]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the text must be scrollable by keyboard
    <section className="passage-text" ref={box} lang={language} aria-label={t("passage.text")} tabIndex={0}>
      <Blocks blocks={blocks} />
    </section>
  );
}
