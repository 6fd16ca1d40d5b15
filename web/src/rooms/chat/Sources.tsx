import { Link } from "react-router";
import type { Citation, CitationStanding } from "../../api/types";
import { Tag } from "../../ui/Tag";
import { useWords } from "../../words/words";
import { wayWords } from "../knowledge/path";

interface Props {
  citations: readonly Citation[];
  addressOf: (citation: Citation) => string;
  standingOf: (n: number) => CitationStanding | undefined;
}

/** What the answer rests on, as cards with the path to the place. */
export function Sources({ citations, addressOf, standingOf }: Props) {
  const t = useWords();
  if (citations.length === 0) return null;
  return (
    <section className="sources" aria-label={t("sources.label")}>
      {citations.map((citation) => (
        <Link key={citation.n} to={addressOf(citation)}>
          <span className="n">{citation.n}</span>
          <span>
            <b lang={citation.language || undefined}>{citation.title}</b>
            <small lang={citation.language || undefined}>{wayWords(citation.title, citation, t)}</small>
            <Badge state={standingOf(citation.n)?.state} />
          </span>
        </Link>
      ))}
    </section>
  );
}

/** Only what does not stand any more is worth a word. */
function Badge({ state }: { state: CitationStanding["state"] | undefined }) {
  const t = useWords();
  if (state === "changed") return <Tag tone="amber">{t("standing.changed")}</Tag>;
  return state === "gone" ? <Tag tone="red">{t("standing.gone")}</Tag> : null;
}
