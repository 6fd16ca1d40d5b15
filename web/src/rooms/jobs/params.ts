import { asJson, groupIn } from "../../ui/json";
import {
  fieldsOf,
  type InputFault,
  type Inputs,
  inputsFrom,
  type ParamField,
  valuesFrom,
} from "./paramFields";

/** What somebody is writing down for a task: in fields, or as JSON. */
export interface ParamsDraft {
  inJson: boolean;
  inputs: Inputs;
  json: string;
}

export type Schema = Record<string, unknown>;

export function draftOf(schema: Schema, values: Schema): ParamsDraft {
  const fields = fieldsOf(schema);
  return {
    inJson: fields === null,
    inputs: fields ? inputsFrom(fields, schema, values) : {},
    json: Object.keys(values).length > 0 ? asJson(values) : "",
  };
}

export interface ReadDraft {
  fields: readonly ParamField[] | null;
  /** Nothing while something in it is wrong. */
  values: Schema | null;
  faults: Record<string, InputFault>;
}

export function readDraft(schema: Schema, draft: ParamsDraft): ReadDraft {
  const fields = fieldsOf(schema);
  if (draft.inJson || fields === null) return { fields, values: groupIn(draft.json), faults: {} };
  const { values, faults } = valuesFrom(fields, draft.inputs);
  return { fields, values: Object.keys(faults).length === 0 ? values : null, faults };
}

/** The same values in the other form; what cannot be read there stays as it was. */
export function turned(schema: Schema, draft: ParamsDraft): ParamsDraft {
  const { fields, values } = readDraft(schema, draft);
  if (draft.inJson) {
    const inputs = fields && values ? inputsFrom(fields, schema, values) : draft.inputs;
    return { ...draft, inJson: false, inputs };
  }
  return { ...draft, inJson: true, json: values ? asJson(values) : draft.json };
}
