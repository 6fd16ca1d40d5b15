interface Props {
  label: string;
  hint?: string;
  /** The label is for the ear alone: words beside the switch say the same to the eye. */
  bare?: boolean;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

export function Switch({ label, hint, bare = false, on, disabled, onChange }: Props) {
  return (
    <label className={`switch ${bare ? "bare" : ""}`}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={bare ? "vh" : undefined}>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
