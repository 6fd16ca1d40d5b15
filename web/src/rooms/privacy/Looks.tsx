import { usePreferences } from "../../look/preferences";
import { Cell, Ledger, LedgerRow } from "../../ui/Ledger";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { Loaded } from "./Loaded";
import { Part } from "./Part";
import { useLooks } from "./privacy";

/** Who has looked at what people really wrote. */
export function Looks() {
  const t = useWords();
  const { language } = usePreferences();
  const looks = useLooks();
  return (
    <Part title={t("privacy.looks")} says={t("privacy.looks.says")}>
      <Loaded found={looks} none={t("privacy.looks.none")}>
        {(all) => (
          <Ledger
            label={t("privacy.looks")}
            look="vault-looks"
            columns={[
              { label: t("privacy.looks.who") },
              { label: t("privacy.looks.when") },
              { label: t("privacy.looks.where") },
            ]}
          >
            {all.map((each) => (
              <LedgerRow key={each.id}>
                <Cell name="what" head>
                  <b>{each.looker_name ?? each.looker_id}</b>
                </Cell>
                <Cell name="when" label={t("privacy.looks.when")}>
                  <time className="num" dateTime={each.looked_at}>
                    {moment(each.looked_at, language)}
                  </time>
                </Cell>
                <Cell name="where" label={t("privacy.looks.where")}>
                  <code>{each.conversation_id}</code>
                </Cell>
              </LedgerRow>
            ))}
          </Ledger>
        )}
      </Loaded>
    </Part>
  );
}
