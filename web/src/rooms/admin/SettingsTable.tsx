import { useWords } from "../../words/words";
import type { Section } from "./sections";

export function SettingsTable({ section }: { section: Section }) {
  const t = useWords();
  const title = section.name || t("inUse.general");
  return (
    <section className="settings-section">
      <h2>{section.name ? <code>{title}</code> : title}</h2>
      <div className="table-wrap">
        <table>
          <caption className="vh">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t("inUse.name")}</th>
              <th scope="col">{t("inUse.value")}</th>
            </tr>
          </thead>
          <tbody>
            {section.rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">
                  <code>{row.name}</code>
                </th>
                <td>{said(row.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );

  function said(value: unknown): string {
    if (value === true) return t("inUse.on");
    if (value === false) return t("inUse.off");
    if (value === null || value === undefined || value === "") return t("inUse.unset");
    if (Array.isArray(value)) return value.length === 0 ? t("inUse.unset") : value.map(String).join(", ");
    return String(value);
  }
}
