import { useId } from "react";
import { CopyButton } from "../../ui/CopyButton";
import { asJson } from "../../ui/json";
import { useWords, type Words } from "../../words/words";
import { isEmpty, type Plain, type Readable, readable } from "./readable";

interface Props {
  title: string;
  values: Record<string, unknown>;
  /** What the toast says once they are copied. */
  said: string;
}

/** Names and values to be read, not code; as JSON they go to the clipboard. */
export function Values({ title, values, said }: Props) {
  const t = useWords();
  const id = useId();
  return (
    <section className="job-part" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {!isEmpty(values) && <CopyButton text={asJson(values)} said={said} />}
      </header>
      {isEmpty(values) ? <p className="quiet">{t("values.none")}</p> : <Value value={readable(values)} />}
    </section>
  );
}

function Value({ value }: { value: Readable }) {
  const t = useWords();
  if (value.kind === "plain") return <PlainValue value={value.value} />;
  if (value.kind === "table") return <Table names={value.names} rows={value.rows} />;
  const many: readonly unknown[] = value.kind === "group" ? value.entries : value.items;
  if (many.length === 0) return <span className="quiet">{t("values.empty")}</span>;
  if (value.kind === "group") return <Group entries={value.entries} />;
  return (
    <ul>
      {value.items.map((item, i) => (
        <li key={i}>
          <PlainValue value={item} />
        </li>
      ))}
    </ul>
  );
}

function Group({ entries }: { entries: [string, Readable][] }) {
  return (
    <dl className="values">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Table({ names, rows }: { names: string[]; rows: Plain[][] }) {
  return (
    <table>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {row.map((value, at) => (
              <td key={names[at]}>
                <PlainValue value={value} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PlainValue({ value }: { value: Plain }) {
  const t = useWords();
  if (value === null || value === "") return <span className="quiet">{t("values.unset")}</span>;
  return said(value, t);
}

function said(value: string | number | boolean, t: Words): string {
  if (typeof value === "boolean") return value ? t("inUse.on") : t("inUse.off");
  return typeof value === "number" ? value.toLocaleString("en-US", { maximumFractionDigits: 6 }) : value;
}
