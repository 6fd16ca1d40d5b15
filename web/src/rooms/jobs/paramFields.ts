import { isGroup } from "../../ui/json";

export interface ParamField {
  name: string;
  says: string | null;
  kind: "text" | "whole" | "number" | "flag" | "choice" | "lines";
  required: boolean;
  choices: readonly string[];
}

export type Inputs = Record<string, string | boolean>;
export type InputFault = "needed" | "number" | "whole";

const kinds: Record<string, ParamField["kind"]> = {
  string: "text",
  integer: "whole",
  number: "number",
  boolean: "flag",
};

/** The fields of a form for this JSON schema; nothing when a form cannot say all that the schema allows. */
export function fieldsOf(schema: Record<string, unknown>): ParamField[] | null {
  const properties = isGroup(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const fields: ParamField[] = [];
  for (const [name, property] of Object.entries(properties)) {
    const field = isGroup(property) ? fieldOf(name, property, required.includes(name)) : null;
    if (!field) return null;
    fields.push(field);
  }
  return fields;
}

function fieldOf(name: string, property: Record<string, unknown>, required: boolean): ParamField | null {
  const bare = withoutNull(property);
  const says = typeof property.description === "string" ? property.description : null;
  const field = { name, says, required, choices: [] };
  if (!bare) return null;
  if (Array.isArray(bare.enum)) {
    const choices = bare.enum.filter((each) => typeof each === "string");
    return choices.length === bare.enum.length ? { ...field, kind: "choice", choices } : null;
  }
  if (bare.type === "array") {
    const holdsText = isGroup(bare.items) && bare.items.type === "string" && !bare.items.enum;
    return holdsText ? { ...field, kind: "lines" } : null;
  }
  const kind = typeof bare.type === "string" ? kinds[bare.type] : undefined;
  return kind ? { ...field, kind } : null;
}

function withoutNull(property: Record<string, unknown>): Record<string, unknown> | null {
  if (!Array.isArray(property.anyOf)) return property;
  const kept = property.anyOf.filter((each) => isGroup(each) && each.type !== "null");
  return kept.length === 1 && isGroup(kept[0]) ? kept[0] : null;
}

/** What stands in the form for these values; where there are none, what the schema would take by itself. */
export function inputsFrom(
  fields: readonly ParamField[],
  schema: Record<string, unknown>,
  values: Record<string, unknown>,
): Inputs {
  const properties = isGroup(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    fields.map((field) => {
      const property = properties[field.name];
      const usual = isGroup(property) ? property.default : undefined;
      return [field.name, inputFrom(field, values[field.name] ?? usual)];
    }),
  );
}

function inputFrom(field: ParamField, value: unknown): string | boolean {
  if (field.kind === "flag") return value === true;
  if (Array.isArray(value)) return value.join("\n");
  if (value === undefined || value === null) return field.kind === "choice" ? (field.choices[0] ?? "") : "";
  return String(value);
}

/** The values that the form stands for, or what is wrong with which field. What is left empty is left out. */
export function valuesFrom(
  fields: readonly ParamField[],
  inputs: Inputs,
): { values: Record<string, unknown>; faults: Record<string, InputFault> } {
  const values: Record<string, unknown> = {};
  const faults: Record<string, InputFault> = {};
  for (const field of fields) {
    const input = inputs[field.name] ?? "";
    const fault = faultOf(field, input);
    if (fault) faults[field.name] = fault;
    else if (typeof input === "boolean" || input.trim() !== "") values[field.name] = valueIn(field, input);
  }
  return { values, faults };
}

function faultOf(field: ParamField, input: string | boolean): InputFault | null {
  if (typeof input === "boolean") return null;
  if (input.trim() === "") return field.required ? "needed" : null;
  if (field.kind !== "whole" && field.kind !== "number") return null;
  if (!Number.isFinite(Number(input))) return "number";
  return field.kind === "whole" && !Number.isInteger(Number(input)) ? "whole" : null;
}

function valueIn(field: ParamField, input: string | boolean): unknown {
  if (typeof input === "boolean") return input;
  if (field.kind === "lines") return input.split("\n").filter((line) => line.trim() !== "");
  return field.kind === "whole" || field.kind === "number" ? Number(input) : input;
}
