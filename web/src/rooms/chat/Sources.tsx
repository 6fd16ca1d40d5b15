import { Link } from "react-router";
import type { Citation } from "../../api/types";
import { useWords } from "../../words/words";
import { pathWords, placeWords } from "../knowledge/path";

interface Props {
  citations: readonly Citation[];
  addressOf: (citation: Citation) => string;
}

/** What the answer rests on, as cards with the path to the place. */
export function Sources({ citations, addressOf }: Props) {
  const t = useWords();
  if (citations.length === 0) return null;
  return (
    <section className="sources" aria-label={t("sources.label")}>
      {citations.map((citation) => (
        <Link key={citation.n} to={addressOf(citation)}>
          <span className="n">{citation.n}</span>
          <span lang={citation.language || undefined}>
            <b>{citation.title}</b>
            <small>
              {pathWords(citation.title, citation.heading_path)}
              {citation.page != null && ` ${t("sources.page", { page: citation.page })}`}
              {placeWords(citation.place)}
            </small>
          </span>
        </Link>
      ))}
    </section>
  );
}
