import type { Tokens } from "marked";
import { useWords } from "../words/words";
import { Inline } from "./Inline";

export function MarkdownTable({ table }: { table: Tokens.Table }) {
  const t = useWords();
  const side = (column: number) => (table.align[column] === "right" ? "num" : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard
    <div className="table-wrap" tabIndex={0} role="group" aria-label={t("markdown.table")}>
      <table dir="auto">
        <thead>
          <tr>
            {table.header.map((cell, i) => (
              <th key={i} scope="col" className={side(i)}>
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j} className={side(j)}>
                  <Inline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
