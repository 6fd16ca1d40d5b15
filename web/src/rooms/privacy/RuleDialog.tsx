import { type FormEvent, useId, useState } from "react";
import type { NewOwnRule, OwnRule } from "../../api/types";
import { AreaField } from "../../ui/AreaField";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { toast } from "../../ui/Toast";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { type Kind, kinds, kindWords } from "../../words/kinds";
import { useWords } from "../../words/words";
import { useKeepRule } from "./privacy";
import { RuleTrialBox } from "./RuleTrialBox";

interface Props {
  /** The one to change; none is a new one. */
  rule: OwnRule | null;
  onClose: () => void;
}

type Form = "words" | "pattern";

/** Adds a rule or changes one; it can be tried on a text before it is kept. */
export function RuleDialog({ rule, onClose }: Props) {
  const t = useWords();
  const id = useId();
  const keep = useKeepRule(rule?.id);
  const [name, setName] = useState(rule?.name ?? "");
  const [kind, setKind] = useState<Kind>(rule?.kind ?? "CUSTOM");
  const [form, setForm] = useState<Form>(rule?.pattern ? "pattern" : "words");
  const [words, setWords] = useState((rule?.words ?? []).join("\n"));
  const [pattern, setPattern] = useState(rule?.pattern ?? "");
  const draft: NewOwnRule = {
    name: name.trim() || t("privacy.rules.unnamed"),
    kind,
    words: form === "words" ? linesOf(words) : [],
    pattern: form === "pattern" ? pattern : null,
    active: rule?.active ?? true,
  };
  const says = form === "words" ? linesOf(words).length > 0 : pattern !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate(draft, {
      onSuccess: () => {
        toast(t("privacy.rules.kept"));
        onClose();
      },
    });
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button look="primary" type="submit" form={id} disabled={keep.isPending || !says || name.trim() === ""}>
        {t("privacy.rules.keep")}
      </Button>
    </>
  );
  const title = rule ? t("privacy.rules.edit.title", { name: rule.name }) : t("privacy.rules.add");
  return (
    <Dialog title={title} keeps onClose={onClose} actions={actions}>
      <form id={id} className="privacy-form" onSubmit={submit}>
        {keep.isError && <TroubleBanner reason={keep.error} />}
        <Field
          data-first
          label={t("privacy.rules.name")}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label={t("privacy.kind")}
          options={kinds.map((each) => ({ value: each, label: t(kindWords[each]) }))}
          value={kind}
          onChange={(event) => setKind(event.target.value as Kind)}
        />
        <Choice<Form>
          legend={t("privacy.rules.what")}
          value={form}
          options={[
            { value: "words", label: t("privacy.rules.words") },
            { value: "pattern", label: t("privacy.rules.pattern") },
          ]}
          onChoose={setForm}
        />
        {form === "words" ? (
          <AreaField
            label={t("privacy.rules.words")}
            hint={t("privacy.rules.words.hint")}
            rows={4}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        ) : (
          <Field
            label={t("privacy.rules.pattern")}
            hint={t("privacy.rules.pattern.hint")}
            maxLength={500}
            spellCheck={false}
            autoComplete="off"
            value={pattern}
            onChange={(event) => setPattern(event.target.value)}
          />
        )}
        <RuleTrialBox draft={says ? draft : null} replaces={rule?.id ?? null} />
      </form>
    </Dialog>
  );
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
