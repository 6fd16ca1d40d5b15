import type { EvaluationRun } from "../../api/types";
import type { Key } from "../../words/words";
import { sameTerms } from "./figures";

export const size = {
  width: 640,
  least: 200,
  height: 220,
  left: 52,
  right: 16,
  top: 12,
  bottom: 30,
} as const;
export type Mark = "circle" | "square" | "triangle";

export const series = [
  { name: "recall_at_5", word: "eval.figure.recall5", mark: "circle", look: "indigo" },
  { name: "contained", word: "eval.figure.contained", mark: "square", look: "moss" },
  { name: "refused", word: "eval.figure.refused", mark: "triangle", look: "amber" },
] as const satisfies readonly { name: string; word: Key; mark: Mark; look: string }[];

export interface Point {
  run: EvaluationRun;
  x: number;
  y: number;
  value: number;
  /** It was measured on the same terms as the point before it: a line may lead there. */
  joined: boolean;
}

const across = (at: number, count: number, width: number) =>
  size.left + (width - size.left - size.right) * (count > 1 ? at / (count - 1) : 0.5);
export const down = (share: number) => size.top + (size.height - size.top - size.bottom) * (1 - share);

/** The points of a figure, oldest first. The scale is always 0 to 100 %: small changes look small. */
export function pointsOf(
  runs: readonly EvaluationRun[],
  name: (typeof series)[number]["name"],
  width: number,
): Point[] {
  const points: Point[] = [];
  runs.forEach((run, at) => {
    const value = run.figures[name];
    if (value === null) return;
    const last = points.at(-1);
    const joined = last !== undefined && sameTerms(last.run, run);
    points.push({ run, value, x: across(at, runs.length, width), y: down(value), joined });
  });
  return points;
}

export function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y, joined }) => `${joined ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}
