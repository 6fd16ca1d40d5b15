import "./progress.css";

interface Props {
  label: string;
  done: number;
  total: number;
  tone?: "indigo" | "quiet";
}

/** How far something is; the figures always stand beside it in words. */
export function Progress({ label, done, total, tone = "indigo" }: Props) {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  return (
    <span
      className={`progress ${tone}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}
      aria-valuetext={`${done} / ${total}`}
    >
      <i style={{ inlineSize: `${share * 100}%` }} />
    </span>
  );
}
