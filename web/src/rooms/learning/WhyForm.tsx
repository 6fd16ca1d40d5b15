import { type FormEvent, useState } from "react";
import type { Why } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Breakable } from "../../ui/Breakable";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { asAddress, isAddress } from "./draft";
import { useWhy } from "./sources";

/** "Why is this page not in the answers?": any address of the site may be asked about. */
export function WhyForm({ id }: { id: string }) {
  const t = useWords();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const [bad, setBad] = useState(false);
  const found = useWhy(id, asked);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const address = asAddress(text.trim());
    setBad(!isAddress(address));
    if (!isAddress(address)) return;
    setAsked(address);
    if (address === asked) void found.refetch();
  };
  return (
    <section className="source-part" aria-labelledby="why-title">
      <h2 id="why-title">{t("learn.why")}</h2>
      <form className="why" onSubmit={ask}>
        <Field
          label={t("learn.why.label")}
          hint={t("learn.why.hint")}
          error={bad ? t("learn.bad.address", { address: text.trim() }) : null}
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={text}
          beside={
            <Button type="submit" disabled={text.trim() === "" || found.isFetching}>
              {t("learn.why.ask")}
            </Button>
          }
          onChange={(event) => {
            setBad(false);
            setText(event.target.value);
          }}
        />
      </form>
      {found.isError && <TroubleBanner reason={found.error} />}
      <div role="status">{found.data && <Answer why={found.data} />}</div>
    </section>
  );
}

function Answer({ why }: { why: Why }) {
  const t = useWords();
  const { language } = usePreferences();
  const next = why.next_run ? t("learn.why.nextRun") : why.next_at && moment(why.next_at, language);
  return (
    <div className="card why-answer">
      <p className="quiet">
        <Breakable name={why.address} />
      </p>
      <p>
        <b>{why.message}</b>
      </p>
      <dl className="figures">
        {why.visited_at && (
          <div>
            <dt>{t("learn.why.visited")}</dt>
            <dd>
              {moment(why.visited_at, language)}
              {why.status !== null && ` (${why.status})`}
            </dd>
          </div>
        )}
        {next && (
          <div>
            <dt>{t("learn.why.next")}</dt>
            <dd>{next}</dd>
          </div>
        )}
      </dl>
      {why.way.length > 0 && (
        <>
          <h3>{t("learn.why.way")}</h3>
          <ol className="way">
            {why.way.map((address) => (
              <li key={address}>
                <Breakable name={address} />
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
