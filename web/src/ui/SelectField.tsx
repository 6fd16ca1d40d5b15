import type { SelectHTMLAttributes } from "react";
import { Labelled, type LabelledProps } from "./Labelled";

interface Props extends SelectHTMLAttributes<HTMLSelectElement>, LabelledProps {
  options: readonly { value: string; label: string }[];
}

export function SelectField({ label, hint, error, options, ...select }: Props) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(ties) => (
        <select {...ties} {...select}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
