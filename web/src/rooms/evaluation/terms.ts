import type { EvaluationRun } from "../../api/types";
import type { Language } from "../../look/preferences";
import { moment } from "../../ui/when";
import type { Key, Words } from "../../words/words";

/** What was looked for and where, in a line: only what is not as usual is named. */
export function termsWords({ wish, conditions }: EvaluationRun, t: Words): string {
  const said = [t("eval.k.first", { n: wish.k })];
  if (!wish.answers) said.push(t("eval.searchOnly"));
  if (wish.collection) said.push(`${t("eval.collection")} ${wish.collection}`);
  if (wish.language) said.push(`${t("eval.language")} ${wish.language}`);
  if (conditions) said.push(t("eval.documents", { n: conditions.documents }));
  return said.join(" · ");
}

export interface Term {
  word: Key;
  says: string;
}

/** Everything a run was run with: two runs that agree in all of it measured the same thing. */
export function termsOf(run: EvaluationRun, language: Language, t: Words): Term[] {
  const { wish, conditions } = run;
  const terms: Term[] = [
    { word: "eval.k", says: t("eval.k.first", { n: wish.k }) },
    { word: "eval.answers", says: t(wish.answers ? "eval.yes" : "eval.no") },
    { word: "eval.collection", says: wish.collection ?? t("eval.all") },
    { word: "eval.language", says: wish.language ?? t("eval.all") },
  ];
  if (!conditions) return terms;
  const { product, documents, passages, newest_at } = conditions;
  return [
    ...terms,
    { word: "eval.term.learned", says: t("learn.knows", { documents, passages }) },
    { word: "eval.term.newest", says: newest_at ? moment(newest_at, language) : "–" },
    { word: "eval.term.version", says: product.version },
    { word: "eval.term.index", says: product.index },
    { word: "eval.term.models", says: product.models.join(", ") },
    { word: "eval.term.embedder", says: product.embedder ?? t("eval.no") },
    { word: "eval.term.passages", says: String(product.passages) },
    { word: "eval.term.threshold", says: String(product.found_threshold) },
  ];
}
