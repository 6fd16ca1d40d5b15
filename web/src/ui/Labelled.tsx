import { type ReactNode, useId } from "react";

export interface LabelledProps {
  label: string;
  hint?: ReactNode;
  error?: string | null;
}

interface Ties {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

/** A label, a hint and an error around whatever is filled in; `children` gets what ties them together. */
export function Labelled({
  label,
  hint,
  error,
  children,
}: LabelledProps & { children: (ties: Ties) => ReactNode }) {
  const id = useId();
  const says = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": says || undefined })}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
