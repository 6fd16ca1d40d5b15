import "./found/found.css";
import "./learning.css";
import { NavLink, Outlet, useOutletContext, useParams } from "react-router";
import type { Source } from "../../api/types";
import { type Key, useWords } from "../../words/words";
import { Away } from "../jobs/Away";
import { SourceHead } from "./SourceHead";
import { SourceOr } from "./SourceOr";

const parts: readonly { to: string; word: Key }[] = [
  { to: "", word: "learn.documents" },
  { to: "/questions", word: "found.questions" },
  { to: "/terms", word: "found.terms" },
  { to: "/freshness", word: "found.freshness" },
  { to: "/repeats", word: "found.repeats" },
];

/** /admin/sources/:id: a source, and under it one of the ways to look at it. */
export function SourceFrame() {
  const { id = "" } = useParams();
  return (
    <SourceOr key={id} id={id}>
      {(source) => (
        <article className="source">
          <Away />
          <SourceHead source={source} />
          <Parts id={id} />
          <Outlet context={source} />
        </article>
      )}
    </SourceOr>
  );
}

export function useShownSource(): Source {
  return useOutletContext<Source>();
}

function Parts({ id }: { id: string }) {
  const t = useWords();
  return (
    <nav className="parts-of" aria-label={t("learn.partsOf")}>
      {parts.map(({ to, word }) => (
        <NavLink key={to} to={`/admin/sources/${id}${to}`} end>
          {t(word)}
        </NavLink>
      ))}
    </nav>
  );
}
