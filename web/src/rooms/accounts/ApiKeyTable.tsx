import type { ApiKey } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Button } from "../../ui/Button";
import { day } from "../../ui/when";
import { useWords } from "../../words/words";

export function ApiKeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const t = useWords();
  const { language } = usePreferences();
  if (keys.length === 0) return <p className="quiet">{t("keys.api.none")}</p>;
  return (
    <div className="table-wrap">
      <table>
        <caption className="vh">{t("keys.api.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("keys.api.name")}</th>
            <th scope="col">{t("keys.api.prefix")}</th>
            <th scope="col">{t("keys.api.created")}</th>
            <th scope="col">{t("keys.api.used")}</th>
            <th scope="col">
              <span className="vh">{t("keys.api.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>{key.name}</td>
              <td>
                <code>{key.prefix}…</code>
              </td>
              <td className="date">{day(key.created_at, language)}</td>
              <td className="date">
                {key.last_used_at ? day(key.last_used_at, language) : t("keys.api.unused")}
              </td>
              <td className="num">
                <Button
                  look="link"
                  aria-label={t("keys.api.revoke.which", { name: key.name })}
                  onClick={() => onRevoke(key)}
                >
                  {t("keys.api.revoke")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
