import type { Token } from "marked";
import { lazy, Suspense } from "react";
import { leadsAway, safeAddress } from "./address";
import { Cite } from "./Cite";
import { ImageLink } from "./ImageLink";
import { decodeEntities } from "./plain";

const Maths = lazy(() => import("./Maths"));

export function Inline({ tokens }: { tokens: Token[] | undefined }) {
  return tokens?.map((token, i) => <Piece key={i} token={token} />);
}

/** Tokens become elements one by one; HTML written in the text stays text, so there is nothing to sanitise. */
function Piece({ token }: { token: Token }) {
  switch (token.type) {
    case "strong":
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case "codespan":
      return <code>{String(token.text)}</code>;
    case "br":
      return <br />;
    case "cite":
      return <Cite n={Number(token.n)} />;
    case "maths":
      return (
        <Suspense fallback={<code>{String(token.tex)}</code>}>
          <Maths tex={String(token.tex)} display={Boolean(token.display)} />
        </Suspense>
      );
    case "link":
      return <TextLink href={String(token.href)} tokens={token.tokens} />;
    case "image":
      return <ImageLink href={String(token.href)} words={String(token.text)} />;
    case "marked":
      return (
        <mark className={String(token.kind)}>
          <Inline tokens={token.tokens} />
        </mark>
      );
    case "pieces":
      return <Inline tokens={token.tokens} />;
    case "html":
      return /^<br\s*\/?>$/i.test(token.raw) ? <br /> : token.raw;
    default:
      return "tokens" in token && token.tokens ? <Inline tokens={token.tokens} /> : words(token);
  }
}

function words(token: Token): string {
  return decodeEntities("text" in token ? String(token.text) : token.raw);
}

function TextLink({ href, tokens }: { href: string; tokens: Token[] | undefined }) {
  const address = safeAddress(href);
  if (address === null) return <Inline tokens={tokens} />;
  const away = leadsAway(address);
  return (
    <a href={address} rel="noopener noreferrer nofollow" target={away ? "_blank" : undefined}>
      <Inline tokens={tokens} />
    </a>
  );
}
