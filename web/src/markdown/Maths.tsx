import "katex/dist/katex.min.css";
import katex from "katex";
import { useLayoutEffect, useRef } from "react";

const limits = { throwOnError: true, strict: "ignore", trust: false, maxSize: 20, maxExpand: 500 } as const;

/** Formulas, set by KaTeX as elements (not as an HTML string); loaded when the first one appears. */
export default function Maths({ tex, display }: { tex: string; display: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!place.current) return;
    try {
      katex.render(tex, place.current, { ...limits, displayMode: display });
    } catch {
      place.current.textContent = tex;
    }
  }, [tex, display]);
  return <span ref={place} className={display ? "maths shown" : "maths"} />;
}
