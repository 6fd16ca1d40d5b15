import type { InputHTMLAttributes, ReactNode, Ref } from "react";
import { Labelled, type LabelledProps } from "./Labelled";

interface Props extends InputHTMLAttributes<HTMLInputElement>, LabelledProps {
  /** Something that belongs into the field's row, such as a button that shows the password. */
  beside?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function Field({ label, hint, error, beside, ...input }: Props) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(ties) => (
        <div className="field-row">
          <input {...ties} {...input} />
          {beside}
        </div>
      )}
    </Labelled>
  );
}
