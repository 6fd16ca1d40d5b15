import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Field } from "../../ui/Field";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWords } from "../../words/words";
import { type Draft, type DraftField, type Faults, faultsIn, refusals } from "./draft";
import { MoreFields } from "./MoreFields";
import { ReaderField } from "./ReaderField";
import { StartsField } from "./StartsField";
import { useReaders } from "./sources";
import { kinds, kindWords } from "./states";
import { UploadField } from "./UploadField";
import { useMostBytes, useUploads } from "./useUploads";

interface Props {
  first: Draft;
  /** Ids of the files that an upload has already; nothing when the source is new. */
  kept: readonly string[] | null;
  headerNames: readonly string[];
  collections: readonly string[];
  busy: boolean;
  trouble: unknown;
  acts: readonly { name: string; word: string }[];
  onChange: () => void;
  onSubmit: (draft: Draft, files: string[], act: string) => void;
  onCancel: () => void;
}

const inView: ReadonlySet<DraftField> = new Set(["kind", "starts", "name"]);

/** What is learned, and under "more" everything that most people leave as it is. */
export function SourceForm(props: Props) {
  const { first, kept, busy, trouble, acts, onChange, onSubmit, onCancel } = props;
  const t = useWords();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(first);
  const [tries, setTries] = useState(0);
  const [open, setOpen] = useState(false);
  const { uploads, shown } = useUploads();
  const mostBytes = useMostBytes();
  const readers = useReaders().data ?? [];
  const files = [...(kept ?? []), ...uploads.ids];
  const own = tries > 0 ? faultsIn(draft, files, t) : {};
  const refused: Faults = trouble ? refusals(trouble, draft) : {};
  const faults = { ...refused, ...own };
  const hidden = Object.keys(faults).some((field) => !inView.has(field as DraftField));
  const wrong = Object.keys(faults).length > 0;
  const change = (some: Partial<Draft>) => {
    onChange();
    setDraft({ ...draft, ...some });
  };
  useEffect(() => {
    if (hidden) setOpen(true);
  }, [hidden]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every try, and every refusal, leads to what is wrong
  useEffect(() => {
    if (!wrong) return;
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  }, [tries, trouble]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTries(tries + 1);
    const { submitter } = event.nativeEvent as SubmitEvent;
    const act = submitter?.getAttribute("value") ?? acts[0]?.name ?? "";
    if (!busy && !uploads.busy && Object.keys(faultsIn(draft, files, t)).length === 0)
      onSubmit(draft, files, act);
  };
  return (
    <form id={id} ref={form} className="source-form" noValidate onSubmit={submit}>
      {Boolean(trouble) && Object.keys(refused).length === 0 && <TroubleBanner reason={trouble} />}
      {kept === null && (
        <Choice
          legend={t("learn.kind")}
          value={draft.kind}
          options={kinds
            .filter((value) => value !== "reader" || readers.length > 0)
            .map((value) => ({ value, label: t(kindWords[value]) }))}
          onChoose={(kind) => {
            setTries(0);
            // The name of a reader is no address, nor the other way round.
            const anew = [kind, draft.kind].includes("reader") && { starts: "", arguments: {} };
            change({ kind, ...anew });
          }}
        />
      )}
      {draft.kind === "upload" ? (
        <UploadField
          uploads={uploads}
          shown={shown}
          mostBytes={mostBytes}
          kept={kept?.length ?? 0}
          error={faults.starts ?? null}
        />
      ) : draft.kind === "reader" ? (
        <ReaderField
          readers={readers}
          chosen={draft.starts}
          given={draft.arguments}
          error={faults.starts}
          onChange={change}
        />
      ) : (
        <StartsField
          kind={draft.kind}
          starts={draft.starts}
          error={faults.starts}
          onStarts={(starts) => change({ starts })}
        />
      )}
      <Field
        label={t("learn.name")}
        hint={kept === null ? t("learn.name.hint") : undefined}
        error={faults.name}
        maxLength={200}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <details className="more" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="btn">{t("learn.more")}</summary>
        <MoreFields
          draft={draft}
          faults={faults}
          headerNames={props.headerNames}
          collections={props.collections}
          onChange={change}
        />
      </details>
      <div className="row form-acts">
        {acts.map(({ name, word }, i) => (
          <Button
            key={name}
            look={i === 0 ? "primary" : "plain"}
            type="submit"
            value={name}
            disabled={busy || uploads.busy}
          >
            {word}
          </Button>
        ))}
        <Button look="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
