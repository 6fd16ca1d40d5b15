import type { KnownReader } from "../../api/types";
import { AreaField } from "../../ui/AreaField";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { Switch } from "../../ui/Switch";
import { useWords } from "../../words/words";
import type { Arguments, Draft } from "./draft";

interface Props {
  readers: readonly KnownReader[];
  chosen: string;
  given: Arguments;
  error: string | undefined;
  onChange: (some: Partial<Draft>) => void;
}

type Asked = KnownReader["arguments"][number];

/** One of the readers that the settings name, and what it asks for. */
export function ReaderField({ readers, chosen, given, error, onChange }: Props) {
  const t = useWords();
  const asked = readers.find(({ name }) => name === chosen)?.arguments ?? [];
  const names = [...new Set([...readers.map(({ name }) => name), chosen])].filter(Boolean);
  return (
    <>
      <SelectField
        label={t("learn.reader")}
        hint={t("learn.reader.hint")}
        error={error}
        options={[
          { value: "", label: t("learn.reader.none") },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
        value={chosen}
        onChange={(event) => {
          const reader = readers.find(({ name }) => name === event.target.value);
          onChange({ starts: event.target.value, arguments: atFirst(reader?.arguments ?? []) });
        }}
      />
      {asked.map((each) => (
        <ArgumentField
          key={`${chosen} ${each.name}`}
          asked={each}
          value={given[each.name]}
          onValue={(value) => onChange({ arguments: { ...given, [each.name]: value } })}
        />
      ))}
    </>
  );
}

/** A switch is off until it is on; everything else is not said until it is written. */
function atFirst(asked: readonly Asked[]): Arguments {
  const switches = asked.filter(({ kind, required }) => kind === "switch" && required);
  return Object.fromEntries(switches.map(({ name }) => [name, false]));
}

interface OneProps {
  asked: Asked;
  value: Arguments[string] | undefined;
  onValue: (value: Arguments[string]) => void;
}

function ArgumentField({ asked, value, onValue }: OneProps) {
  const t = useWords();
  const { name: label, kind, required } = asked;
  const hint = required ? undefined : t("learn.reader.optional");
  if (kind === "switch") return <Switch label={label} hint={hint} on={value === true} onChange={onValue} />;
  if (kind === "list") {
    const text = Array.isArray(value) ? value.join("\n") : "";
    const says = [t("learn.reader.list"), hint].filter(Boolean).join(" ");
    return (
      <AreaField
        label={label}
        hint={says}
        rows={3}
        required={required}
        value={text}
        onChange={(event) => onValue(event.target.value.split("\n"))}
      />
    );
  }
  if (kind === "number")
    return (
      <Field
        label={label}
        hint={hint}
        type="number"
        step="any"
        required={required}
        defaultValue={typeof value === "number" ? value : ""}
        onChange={(event) => onValue(event.target.valueAsNumber)}
      />
    );
  return (
    <Field
      label={label}
      hint={hint}
      required={required}
      maxLength={2000}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
