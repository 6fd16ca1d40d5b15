import { type FormEvent, useRef, useState } from "react";
import { Trouble } from "../../../api/trouble";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { toast } from "../../../ui/Toast";
import { TroubleBanner } from "../../../ui/TroubleBanner";
import { useWords } from "../../../words/words";
import { useWriteTerm } from "./found";

const longestTerm = 60;
const longestMeaning = 500;
const shortestTerm = 2;

/** A word of one's own: what the house calls something. */
export function NewTerm({ id }: { id: string }) {
  const t = useWords();
  const write = useWriteTerm(id);
  const [term, setTerm] = useState("");
  const [meaning, setMeaning] = useState("");
  const [short, setShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const written = { term: term.trim(), meaning: meaning.trim() };
    setShort(written.term.length < shortestTerm);
    if (written.term.length < shortestTerm) {
      field.current?.focus();
      return;
    }
    write.mutate(written, {
      onSuccess: () => {
        toast(t("found.term.added", { term: written.term }));
        setTerm("");
        setMeaning("");
        field.current?.focus();
      },
    });
  };
  const details = write.isError ? Trouble.from(write.error).details : {};
  return (
    <form className="new-term card" onSubmit={save}>
      <Field
        ref={field}
        label={t("found.term")}
        error={short ? t("found.term.short") : (details.term ?? null)}
        maxLength={longestTerm}
        value={term}
        onChange={(event) => {
          setShort(false);
          setTerm(event.target.value);
        }}
      />
      <Field
        label={t("found.meaning.optional")}
        error={details.meaning ?? null}
        maxLength={longestMeaning}
        value={meaning}
        onChange={(event) => setMeaning(event.target.value)}
      />
      <Button type="submit" disabled={write.isPending}>
        {t("found.term.add")}
      </Button>
      {write.isError && Object.keys(details).length === 0 && <TroubleBanner reason={write.error} />}
    </form>
  );
}
