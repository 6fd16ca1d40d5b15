import type { SiteContact } from "../../api/types";
import { Button } from "../../ui/Button";
import { Cell, LedgerRow } from "../../ui/Ledger";
import { toast } from "../../ui/Toast";
import { kindWords } from "../../words/kinds";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { useDecide, useForgetContact } from "./privacy";

export function ContactRow({ contact }: { contact: SiteContact }) {
  const t = useWords();
  const decide = useDecide();
  const forget = useForgetContact();
  const { id, text, state } = contact;
  const busy = decide.isPending || forget.isPending;
  const fails = { onError: (reason: Error) => toast(troubleWords(reason, t).says) };
  return (
    <LedgerRow>
      <Cell name="what" head>
        <b>{text}</b>
        <small>{t(kindWords[contact.kind])}</small>
      </Cell>
      <Cell name="pages" label={t("privacy.contacts.pages")} end>
        <span className="num">{contact.pages}</span>
      </Cell>
      <Cell name="page" label={t("privacy.contacts.page")} nil={!contact.title}>
        {contact.url ? (
          <a href={contact.url} target="_blank" rel="noreferrer">
            {contact.title}
          </a>
        ) : (
          (contact.title ?? <span className="quiet">–</span>)
        )}
      </Cell>
      <Cell name="acts">
        {state !== "allowed" && (
          <Button
            aria-label={t("privacy.contacts.allow.which", { text })}
            disabled={busy}
            onClick={() => decide.mutate({ id, state: "allowed" }, fails)}
          >
            {t("privacy.contacts.allow")}
          </Button>
        )}
        {state !== "rejected" && (
          <Button
            aria-label={t("privacy.contacts.reject.which", { text })}
            disabled={busy}
            onClick={() => decide.mutate({ id, state: "rejected" }, fails)}
          >
            {t("privacy.contacts.reject")}
          </Button>
        )}
        {state !== "proposed" && (
          <Button
            look="link"
            aria-label={t("privacy.contacts.forget.which", { text })}
            disabled={busy}
            onClick={() => forget.mutate(id, fails)}
          >
            {t("privacy.contacts.forget")}
          </Button>
        )}
      </Cell>
    </LedgerRow>
  );
}
