import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  error?: string | null;
  /** Something that belongs into the field's row, such as a button that shows the password. */
  beside?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function Field({ label, hint, error, beside, ...input }: Props) {
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
      <div className="field-row">
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={says || undefined}
          {...input}
        />
        {beside}
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
