import { useEffect, useRef, useState } from "react";
import type { EvaluationRun } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { down, type Mark, pathOf, pointsOf, series, size } from "./chart";
import { shown } from "./figures";

const mostRuns = 20;
const grid = [0, 0.25, 0.5, 0.75, 1];
const fewest = 2;

/** How the figures went over time; the table below it says the same in figures. */
export function RunChart({ runs }: { runs: readonly EvaluationRun[] }) {
  const done = runs
    .filter(({ state }) => state === "done")
    .slice(0, mostRuns)
    .reverse();
  const first = done[0];
  const last = done.at(-1);
  return done.length >= fewest && first && last ? <Drawn done={done} first={first} last={last} /> : null;
}

interface Props {
  done: readonly EvaluationRun[];
  first: EvaluationRun;
  last: EvaluationRun;
}

function Drawn({ done, first, last }: Props) {
  const t = useWords();
  const { language } = usePreferences();
  const { box, width } = useWidth();
  const drawn = series
    .map((each) => ({ ...each, points: pointsOf(done, each.name, width) }))
    .filter(({ points }) => points.length > 0);
  return (
    <figure ref={box} className="eval-chart card">
      <figcaption>
        {drawn.map(({ name, word, mark, look }) => (
          <span key={name} className={look}>
            <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
              <Shape mark={mark} x={7} y={7} />
            </svg>
            {t(word)}
          </span>
        ))}
      </figcaption>
      <svg
        width={width}
        height={size.height}
        viewBox={`0 0 ${width} ${size.height}`}
        role="img"
        aria-label={t("eval.chart")}
      >
        {grid.map((share) => (
          <g key={share} className="grid">
            <line x1={size.left} x2={width - size.right} y1={down(share)} y2={down(share)} />
            <text x={size.left - 8} y={down(share)} dy="0.35em" textAnchor="end">
              {share * 100} %
            </text>
          </g>
        ))}
        <text x={size.left} y={size.height - 6}>
          {moment(first.created_at, language)}
        </text>
        <text x={width - size.right} y={size.height - 6} textAnchor="end">
          {moment(last.created_at, language)}
        </text>
        {drawn.map(({ name, word, mark, look, points }) => (
          <g key={name} className={look}>
            <path d={pathOf(points)} fill="none" />
            {points.map(({ run, x, y, value }) => (
              <g key={run.id}>
                <title>{`${t(word)} ${shown(value)} (${moment(run.created_at, language)})`}</title>
                <Shape mark={mark} x={x} y={y} />
              </g>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  );
}

/** A chart is drawn as wide as it is shown: its words keep their size. */
function useWidth() {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState<number>(size.width);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(size.least, Math.floor(entry.contentRect.width)));
    });
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return { box, width };
}

function Shape({ mark, x, y }: { mark: Mark; x: number; y: number }) {
  if (mark === "circle") return <circle cx={x} cy={y} r={5} />;
  if (mark === "square") return <rect x={x - 4.5} y={y - 4.5} width={9} height={9} />;
  return <path className="shape" d={`M${x} ${y - 6}l5.6 10h-11.2z`} />;
}
