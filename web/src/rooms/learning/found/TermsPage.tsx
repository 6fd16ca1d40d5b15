import type { Term } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { Cell, Ledger, LedgerRow } from "../../../ui/Ledger";
import { Switch } from "../../../ui/Switch";
import { toast } from "../../../ui/Toast";
import { troubleWords } from "../../../words/troubleWords";
import { useWords } from "../../../words/words";
import { may, useMe } from "../../accounts/me";
import { useShownSource } from "../SourceFrame";
import { FoundPart } from "./FoundPart";
import { FromWhere } from "./FromWhere";
import { useStrikeTerm, useSwitchTerm, useTerms } from "./found";
import { NewTerm } from "./NewTerm";

/** /admin/sources/:id/terms */
export function TermsPage() {
  const t = useWords();
  const me = useMe().data;
  const source = useShownSource();
  const found = useTerms(source.id);
  const terms = found.data ?? [];
  const manages = may(me, "learning.manage");
  return (
    <FoundPart
      source={source}
      title={t("found.terms")}
      says={t("found.terms.says")}
      module="glossary"
      found={found}
      none={found.isSuccess && terms.length === 0 ? t("found.terms.none") : null}
    >
      {manages && <NewTerm id={source.id} />}
      {terms.length > 0 && (
        <Ledger
          label={t("found.terms")}
          look="terms"
          columns={[
            { label: t("found.term") },
            { label: t("found.meaning") },
            { label: t("found.from") },
            { label: t("found.term.use"), hidden: !manages },
          ]}
        >
          {terms.map((term) => (
            <Row
              key={`${term.own} ${term.address} ${term.term}`}
              id={source.id}
              term={term}
              manages={manages}
            />
          ))}
        </Ledger>
      )}
    </FoundPart>
  );
}

function Row({ id, term, manages }: { id: string; term: Term; manages: boolean }) {
  const t = useWords();
  const strike = useStrikeTerm(id);
  const change = useSwitchTerm(id);
  const onError = (reason: unknown) => toast(troubleWords(reason, t).says);
  const name = term.term;
  return (
    <LedgerRow>
      <Cell name="term" head>
        <b>{name}</b>
      </Cell>
      <Cell name="meaning" nil={term.meaning === ""}>
        {term.meaning || "–"}
      </Cell>
      <Cell name="from" label={t("found.from")}>
        {term.own ? t("found.term.own") : <FromWhere title={term.title} url={term.url} />}
      </Cell>
      <Cell name="acts">
        {manages && term.own && (
          <Button
            disabled={strike.isPending}
            aria-label={t("found.term.remove", { term: name })}
            onClick={() => strike.mutate(name, { onError })}
          >
            {t("found.term.remove.short")}
          </Button>
        )}
        {manages && !term.own && (
          <Switch
            label={t("found.term.use.which", { term: name })}
            bare
            on={!term.off}
            disabled={change.isPending}
            onChange={(on) => change.mutate({ term: name, off: !on }, { onError })}
          />
        )}
        {!manages && term.off && t("found.switchedOff")}
      </Cell>
    </LedgerRow>
  );
}
