import { Link } from "react-router";
import { useWords } from "../words/words";
import { useCitations } from "./citations";

/** The small square behind a sentence; it opens the passage the sentence rests on. */
export function Cite({ n }: { n: number }) {
  const t = useWords();
  const { list, expecting, addressOf } = useCitations();
  const citation = list.find((one) => one.n === n);
  if (citation) {
    return (
      <Link
        className="cite"
        to={addressOf(citation)}
        aria-label={t("cite.open", { n, title: citation.title })}
      >
        {n}
      </Link>
    );
  }
  return expecting ? <span className="cite waiting">{n}</span> : <>[{n}]</>;
}
