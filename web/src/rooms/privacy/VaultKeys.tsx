import type { GuardState } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Tag } from "../../ui/Tag";
import { day } from "../../ui/when";
import { useWords } from "../../words/words";
import { Part } from "./Part";

/** The keys of the vault: how old they are, and what waits. */
export function VaultKeys({ vault }: { vault: GuardState["vault"] }) {
  const t = useWords();
  const { language } = usePreferences();
  return (
    <Part title={t("privacy.vault")} says={t("privacy.vault.says")}>
      {vault.masters.length === 0 && <p className="privacy-none">{t("privacy.vault.none")}</p>}
      <ul className="privacy-keys">
        {vault.masters.map((key) => (
          <li key={key.id}>
            <code>{key.id}</code> {!key.here && <Tag tone="red">{t("privacy.vault.missing")}</Tag>}
            {key.here && (
              <Tag tone={key.newest ? "moss" : "amber"}>
                {t(key.newest ? "privacy.vault.newest" : "privacy.vault.former")}
              </Tag>
            )}
            <span className="quiet">
              {t("privacy.vault.since", { day: day(key.known_since, language), n: key.conversations })}
            </span>
          </li>
        ))}
      </ul>
      <p>{t("privacy.vault.waiting", { n: vault.erasures_waiting })}</p>
      <p>
        {t("privacy.vault.rotate")} <code>madoguchi vault rotate</code>
      </p>
    </Part>
  );
}
