import type { Token, Tokens } from "marked";
import { lazy, Suspense } from "react";
import { CodeBlock } from "./CodeBlock";
import { Inline } from "./Inline";
import { MarkdownTable } from "./MarkdownTable";

const Maths = lazy(() => import("./Maths"));

/**
 * One block of a text, in the direction of its own letters. Headings inside lists and quotations are drawn as
 * bold lines: they head no section.
 */
export function BlockOf({ token, level }: { token: Token; level: number | null }) {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "hr":
      return <hr />;
    case "heading":
      return <Heading tokens={token.tokens} level={level} />;
    case "code":
      return (
        <CodeBlock
          text={String(token.text)}
          language={String(token.lang ?? "")}
          marked={"marked" in token && Boolean(token.marked)}
        />
      );
    case "blockquote":
      return (
        <blockquote dir="auto">
          <Inside tokens={token.tokens} />
        </blockquote>
      );
    case "list":
      return <List list={token as Tokens.List} />;
    case "table":
      return <MarkdownTable table={token as Tokens.Table} />;
    case "mathsBlock":
      return (
        <Suspense fallback={<pre>{String(token.tex)}</pre>}>
          <Maths tex={String(token.tex)} display />
        </Suspense>
      );
    case "text":
    case "pieces":
    case "marked":
      return <Inline tokens={token.type === "text" && token.tokens ? token.tokens : [token]} />;
    default:
      return (
        // Whatever stands around a paragraph goes by its letters, unless the paragraph has a direction of its own.
        <p dir={level === null ? undefined : "auto"}>
          {"tokens" in token && token.tokens ? <Inline tokens={token.tokens} /> : token.raw}
        </p>
      );
  }
}

function Inside({ tokens }: { tokens: Token[] | undefined }) {
  return tokens?.map((token, i) => <BlockOf key={i} token={token} level={null} />);
}

function Heading({ tokens, level }: { tokens: Token[] | undefined; level: number | null }) {
  const inner = <Inline tokens={tokens} />;
  if (level === 3) return <h3 dir="auto">{inner}</h3>;
  if (level === 4) return <h4 dir="auto">{inner}</h4>;
  if (level === 5) return <h5 dir="auto">{inner}</h5>;
  if (level === 6) return <h6 dir="auto">{inner}</h6>;
  return (
    <p dir="auto">
      <strong>{inner}</strong>
    </p>
  );
}

function List({ list }: { list: Tokens.List }) {
  const items = list.items.map((item, i) => (
    <li key={i} className={item.task ? "task" : undefined}>
      {item.task && <span aria-hidden="true">{item.checked ? "☑" : "☐"} </span>}
      <Inside tokens={item.tokens.filter((token) => token.type !== "checkbox")} />
    </li>
  ));
  if (!list.ordered) return <ul dir="auto">{items}</ul>;
  const start = typeof list.start === "number" && list.start !== 1 ? list.start : undefined;
  return (
    <ol dir="auto" start={start}>
      {items}
    </ol>
  );
}
