import { type FormEvent, useState } from "react";
import type { SiteContact } from "../../api/types";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { kindWords } from "../../words/kinds";
import { useWords } from "../../words/words";
import { useAllow } from "./privacy";

const allowable = ["PHONE", "EMAIL", "ADDRESS", "POSTAL", "PERSON"] as const;

/** A contact that stands on no page yet, or a name that everybody may see. */
export function AllowForm({ onAllowed }: { onAllowed: () => void }) {
  const t = useWords();
  const allow = useAllow();
  const [kind, setKind] = useState<SiteContact["kind"]>("PHONE");
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    allow.mutate(
      { kind, text: text.trim() },
      {
        onSuccess: () => {
          setText("");
          onAllowed();
        },
      },
    );
  };
  return (
    <form className="privacy-allow" onSubmit={submit}>
      <SelectField
        label={t("privacy.kind")}
        options={allowable.map((each) => ({ value: each, label: t(kindWords[each]) }))}
        value={kind}
        onChange={(event) => setKind(event.target.value as SiteContact["kind"])}
      />
      <Field
        label={t("privacy.contacts.own")}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        beside={
          <Button type="submit" disabled={allow.isPending || text.trim() === ""}>
            {t("privacy.contacts.allow")}
          </Button>
        }
      />
      {allow.isError && <TroubleBanner reason={allow.error} />}
    </form>
  );
}
