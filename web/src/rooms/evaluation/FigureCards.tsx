import type { EvaluationFigures } from "../../api/types";
import { useWords } from "../../words/words";
import { difference, type Figure, figures, shown } from "./figures";

interface Props {
  now: EvaluationFigures;
  before: EvaluationFigures | undefined;
}

/** The figures of a run: each with what it is a share of, and how it differs from the run before. */
export function FigureCards({ now, before }: Props) {
  const t = useWords();
  const measured = figures.filter((figure) => now[figure.of] > 0);
  return (
    <dl className="cards eval-figures">
      {measured.map((figure) => (
        <div key={figure.name} className="card figure">
          <dt>{t(figure.word)}</dt>
          <dd>
            {shown(now[figure.name], figure.bare)} <By figure={figure} now={now} before={before} />
            <small>
              {t("eval.of", { n: now[figure.of] })} · {t(figure.hint)}
            </small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** How much a figure has moved: in a sign, in words for the ear, and in a colour. */
export function By({ figure, now, before }: Props & { figure: Figure }) {
  const t = useWords();
  const by = difference(figure, now, before);
  if (!by) return null;
  const tone = by.better === null ? "same" : by.better ? "better" : "worse";
  return (
    <span className={`eval-by ${tone} num`}>
      {by.better !== null && <span className="vh">{t(by.better ? "eval.better" : "eval.worse")} </span>}
      {by.better !== null && <span aria-hidden="true">{by.says.startsWith("+") ? "▲" : "▼"}</span>}
      {by.says}
    </span>
  );
}
