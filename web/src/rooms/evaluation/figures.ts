import type { EvaluationFigures, EvaluationRun } from "../../api/types";
import type { Key } from "../../words/words";

type Name = "recall_at_1" | "recall_at_5" | "recall_at_10" | "ndcg_at_10" | "mrr_at_10";
type Share = Name | "contained" | "declined" | "refused";

export interface Figure {
  name: Share;
  word: Key;
  /** What it is a share of. */
  of: "pages" | "answers" | "answerable" | "off_topic";
  hint: Key;
  /** Of some, less is better. */
  lessIsBetter?: boolean;
  /** A figure between 0 and 1 that is no share of anything. */
  bare?: boolean;
}

export const figures: readonly Figure[] = [
  { name: "recall_at_1", word: "eval.figure.recall1", of: "pages", hint: "eval.figure.recall.hint" },
  { name: "recall_at_5", word: "eval.figure.recall5", of: "pages", hint: "eval.figure.recall.hint" },
  { name: "recall_at_10", word: "eval.figure.recall10", of: "pages", hint: "eval.figure.recall.hint" },
  { name: "ndcg_at_10", word: "eval.figure.ndcg", of: "pages", hint: "eval.figure.rank.hint", bare: true },
  { name: "mrr_at_10", word: "eval.figure.mrr", of: "pages", hint: "eval.figure.rank.hint", bare: true },
  { name: "contained", word: "eval.figure.contained", of: "answers", hint: "eval.figure.contained.hint" },
  {
    name: "declined",
    word: "eval.figure.declined",
    of: "answerable",
    hint: "eval.figure.declined.hint",
    lessIsBetter: true,
  },
  { name: "refused", word: "eval.figure.refused", of: "off_topic", hint: "eval.figure.refused.hint" },
];

const noDifference = 0.0005;

/** "83.3 %", or "0.834" where it is no share; a dash where there was nothing to measure. */
export function shown(value: number | null | undefined, bare = false): string {
  if (value === null || value === undefined) return "–";
  return bare ? value.toFixed(3) : `${(value * 100).toFixed(1)} %`;
}

export interface Difference {
  says: string;
  better: boolean | null;
}

/** How a figure differs from an earlier one; nothing where one of them is missing. */
export function difference(
  figure: Figure,
  now: EvaluationFigures,
  before: EvaluationFigures | undefined,
): Difference | null {
  const here = now[figure.name];
  const there = before?.[figure.name];
  if (here === null || there === null || there === undefined || before?.[figure.of] === 0) return null;
  const by = here - there;
  if (Math.abs(by) < noDifference) return { says: "±0", better: null };
  const size = figure.bare ? Math.abs(by).toFixed(3) : Math.abs(by * 100).toFixed(1);
  return { says: `${by > 0 ? "+" : "−"}${size}`, better: by > 0 !== (figure.lessIsBetter ?? false) };
}

/** Runs over the same pages, as deep, are one line; others are measured otherwise. */
export function sameTerms(one: EvaluationRun, other: EvaluationRun): boolean {
  const [a, b] = [one.wish, other.wish];
  return a.k === b.k && a.collection === b.collection && a.language === b.language && a.answers === b.answers;
}

/** The newest run that was done before this one, on the same terms. */
export function runBefore(run: EvaluationRun, all: readonly EvaluationRun[]): EvaluationRun | undefined {
  return all.find(
    (each) => each.state === "done" && each.created_at < run.created_at && sameTerms(each, run),
  );
}
