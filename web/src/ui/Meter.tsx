interface Props {
  label: string;
  value: number;
  max: number;
  tone?: "plain" | "red";
}

/** How full something is; the figure always stands beside it in words. */
export function Meter({ label, value, max, tone = "plain" }: Props) {
  const share = Math.min(1, Math.max(0, value / max));
  return (
    <span
      className={`meter ${tone}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
    >
      <i style={{ inlineSize: `${share * 100}%` }} />
    </span>
  );
}
