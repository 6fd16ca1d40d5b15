import { useId } from "react";
import { useWords } from "../words/words";
import { Field } from "./Field";

interface Props {
  zone: string;
  hint?: string;
  error: string | null;
  onZone: (zone: string) => void;
}

/** A time zone by its name, with all that the browser knows at hand. */
export function ZoneField({ zone, hint, error, onZone }: Props) {
  const t = useWords();
  const id = useId();
  return (
    <>
      <Field
        label={t("schedules.zone")}
        hint={hint}
        error={error}
        list={id}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={zone}
        onChange={(event) => onZone(event.target.value)}
      />
      <datalist id={id}>
        {Intl.supportedValuesOf("timeZone").map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
