import { usePreferences } from "../../look/preferences";
import { type Key, useWords } from "../../words/words";

const columns: readonly Key[] = ["eval.format.question", "eval.format.page", "eval.format.answer"];
const rows: readonly (readonly Key[])[] = [
  ["eval.format.1.question", "eval.format.1.page", "eval.format.1.answer"],
  ["eval.format.2.question", "eval.format.2.page", "eval.format.2.answer"],
  ["eval.format.3.question"],
];

/** What a file of questions looks like, with one to fill in. */
export function FormatHelp() {
  const t = useWords();
  const { language } = usePreferences();
  return (
    <div className="eval-format">
      <p>{t("eval.format.says")}</p>
      <div className="table-room">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row[0]}>
                {columns.map((column, at) => (
                  <td key={column}>{row[at] ? t(row[at]) : ""}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{t("eval.format.more")}</p>
      <p>
        <a href={`/api/evaluation/example?lang=${language}`} download>
          {t("eval.format.example")}
        </a>
      </p>
    </div>
  );
}
