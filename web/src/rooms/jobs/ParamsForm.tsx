import { AreaField } from "../../ui/AreaField";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { Switch } from "../../ui/Switch";
import { type Key, useWords } from "../../words/words";
import type { InputFault, ParamField } from "./paramFields";
import { type ParamsDraft, readDraft, type Schema, turned } from "./params";

interface Props {
  schema: Schema;
  draft: ParamsDraft;
  /** What the server had to say about them. */
  refused: string | null;
  onDraft: (draft: ParamsDraft) => void;
}

const faultWords: Record<InputFault, Key> = {
  needed: "params.needed",
  number: "params.number",
  whole: "params.whole",
};

/** What the task is given: a field for each value where they are simple, JSON for everything else. */
export function ParamsForm({ schema, draft, refused, onDraft }: Props) {
  const t = useWords();
  const { fields, values, faults } = readDraft(schema, draft);
  const nothing = fields?.length === 0 && !draft.inJson;
  return (
    <fieldset className="params">
      <legend>{t("params.title")}</legend>
      {refused && (
        <p className="field-error" role="alert">
          {refused}
        </p>
      )}
      {nothing && <p className="quiet">{t("params.none")}</p>}
      {draft.inJson ? (
        <AreaField
          className="code"
          label={t("answer.json")}
          hint={fields ? undefined : t("params.onlyJson")}
          error={values ? null : t("json.bad")}
          spellCheck={false}
          value={draft.json}
          onChange={(event) => onDraft({ ...draft, json: event.target.value })}
        />
      ) : (
        fields?.map((field) => (
          <Param
            key={field.name}
            field={field}
            value={draft.inputs[field.name] ?? ""}
            fault={faults[field.name] ?? null}
            onValue={(value) => onDraft({ ...draft, inputs: { ...draft.inputs, [field.name]: value } })}
          />
        ))
      )}
      {fields && fields.length > 0 && (
        <Button look="quiet" onClick={() => onDraft(turned(schema, draft))}>
          {draft.inJson ? t("params.inFields") : t("params.inJson")}
        </Button>
      )}
    </fieldset>
  );
}

interface ParamProps {
  field: ParamField;
  value: string | boolean;
  fault: InputFault | null;
  onValue: (value: string | boolean) => void;
}

function Param({ field, value, fault, onValue }: ParamProps) {
  const t = useWords();
  const label = field.required ? field.name : t("params.optional", { name: field.name });
  const hint = field.says ?? undefined;
  if (field.kind === "flag")
    return <Switch label={field.name} hint={hint} on={value === true} onChange={onValue} />;
  const text = String(value);
  // An empty field that is needed is no mistake yet: one has to come to it first.
  const error = fault && (fault !== "needed" || text !== "") ? t(faultWords[fault]) : null;
  if (field.kind === "choice") {
    const options = field.choices.map((choice) => ({ value: choice, label: choice }));
    return (
      <SelectField
        label={label}
        hint={hint}
        options={options}
        value={text}
        onChange={(event) => onValue(event.target.value)}
      />
    );
  }
  if (field.kind === "lines") {
    return (
      <AreaField
        label={label}
        hint={hint ?? t("params.lines")}
        rows={3}
        value={text}
        onChange={(event) => onValue(event.target.value)}
      />
    );
  }
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      inputMode={field.kind === "text" ? undefined : "decimal"}
      value={text}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
