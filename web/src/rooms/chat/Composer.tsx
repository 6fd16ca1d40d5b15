import { type KeyboardEvent, lazy, type RefObject, Suspense, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { Meter } from "../../ui/Meter";
import { useWords } from "../../words/words";
import { draftOf, keepDraft, unsentOf } from "./drafts";
import { Enter } from "./Enter";
import { countCharacters, fits, mostCharacters, nearlyFull, useGrowing } from "./field";
import { learnable } from "./learnable";
import { newId } from "./newId";

const loadLearnThis = () => import("../learning/LearnThis");
const LearnOffer = lazy(async () => ({ default: (await loadLearnThis()).LearnOffer }));
const LearnLine = lazy(async () => ({ default: (await loadLearnThis()).LearnLine }));

interface Props {
  sessionId: string;
  field: RefObject<HTMLTextAreaElement | null>;
  busy: boolean;
  stopping: boolean;
  onWriting: () => void;
  onSend: (text: string) => Promise<boolean>;
  onStop: () => void;
}

export function Composer({ sessionId, field, busy, stopping, onWriting, onSend, onStop }: Props) {
  const t = useWords();
  const [text, setText] = useState(() => draftOf(sessionId) || unsentQuestion(sessionId));
  const [learning, setLearning] = useState<{ id: string; address: string } | null>(null);
  const enter = useRef(new Enter());
  const offered = learnable(text);
  useGrowing(field, text);

  const write = (next: string) => {
    onWriting();
    setText(next);
    keepDraft(sessionId, next);
  };
  const send = async () => {
    if (busy || !fits(text)) return;
    write("");
    const arrived = await onSend(text.trim());
    // What did not arrive goes back into the field, unless the next question stands there already.
    if (!arrived && draftOf(sessionId) === "") write(text);
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!enter.current.sends(event.nativeEvent)) return;
    event.preventDefault();
    void send();
  };
  const learn = () => {
    if (offered) setLearning({ id: newId(), address: offered });
    write("");
    field.current?.focus();
  };
  const full = nearlyFull(text);
  const tooLong = countCharacters(text) > mostCharacters;
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label className="vh" htmlFor="question">
        {t("ask.label")}
      </label>
      <textarea
        id="question"
        ref={field}
        value={text}
        rows={2}
        dir="auto"
        enterKeyHint="send"
        placeholder={t("ask.placeholder")}
        aria-invalid={tooLong || undefined}
        aria-describedby={full ? "ask-length" : undefined}
        onChange={(event) => write(event.target.value)}
        onKeyDown={pressed}
        onCompositionStart={() => enter.current.compositionStarted()}
        onCompositionEnd={(event) => enter.current.compositionEnded(event.timeStamp)}
      />
      {learning && (
        <Suspense>
          <LearnLine key={learning.id} address={learning.address} onClose={() => setLearning(null)} />
        </Suspense>
      )}
      <div className="row">
        {full && <Length characters={countCharacters(text)} tooLong={tooLong} />}
        {!full && <span className="quiet hint-keys">{t("ask.keys")}</span>}
        <span className="grow" />
        {offered && (
          <Suspense>
            <LearnOffer offered={offered} onLearn={learn} />
          </Suspense>
        )}
        {busy ? (
          <Button key="stop" disabled={stopping} onClick={onStop}>
            <i className="stop-mark" aria-hidden="true" />
            {stopping ? t("ask.stopping") : t("ask.stop")}
          </Button>
        ) : (
          <Button key="send" look="primary" type="submit" disabled={!fits(text)}>
            {t("ask.send")}
          </Button>
        )}
      </div>
    </form>
  );
}

/** An edit goes back to the question it was to replace. */
function unsentQuestion(sessionId: string): string {
  const unsent = unsentOf(sessionId);
  return unsent?.replaces ? "" : (unsent?.text ?? "");
}

function Length({ characters, tooLong }: { characters: number; tooLong: boolean }) {
  const t = useWords();
  return (
    <span className={`length ${tooLong ? "over" : ""}`} id="ask-length">
      <Meter
        label={t("ask.length")}
        value={characters}
        max={mostCharacters}
        tone={tooLong ? "red" : "plain"}
      />
      <span>
        {characters.toLocaleString("en-US")} / {mostCharacters.toLocaleString("en-US")}{" "}
        {tooLong && t("ask.tooLong")}
      </span>
    </span>
  );
}
