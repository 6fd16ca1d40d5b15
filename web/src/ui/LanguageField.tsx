import { languages } from "./languages";
import { SelectField } from "./SelectField";

interface Props {
  label: string;
  hint?: string;
  /** What it says when none is pinned. */
  none: string;
  value: string | null;
  onChoose: (language: string | null) => void;
  first?: boolean;
}

/** The language that answers are in: one of them, or the one of each question. */
export function LanguageField({ label, hint, none, value, onChoose, first }: Props) {
  return (
    <SelectField
      label={label}
      hint={hint}
      data-first={first || undefined}
      value={value ?? ""}
      onChange={(event) => onChoose(event.target.value || null)}
      options={[{ value: "", label: none }, ...languages]}
    />
  );
}
