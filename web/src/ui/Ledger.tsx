import "./ledger.css";
import type { ReactNode } from "react";
import type { Tone } from "./Tag";

interface Props {
  label: string;
  /** Names the columns' widths in the style sheet. */
  look: string;
  columns: readonly { label: string; end?: boolean; hidden?: boolean }[];
  busy?: boolean;
  children: ReactNode;
}

/**
 * Rows under headings; where there is no room for columns, each row is a card whose cells name themselves.
 * It is a table by its roles, so that it stays one for the ear in either shape.
 */
export function Ledger({ label, look, columns, busy, children }: Props) {
  return (
    <div className="ledger-room">
      <div className={`ledger ${look}`} role="table" aria-label={label} aria-busy={busy}>
        <div className="ledger-head" role="rowgroup">
          {/* biome-ignore lint/a11y/useFocusableInteractive: a row of a table that is only read takes no focus */}
          <div className="ledger-row" role="row">
            {columns.map((column) => (
              // biome-ignore lint/a11y/useFocusableInteractive: nor does its heading
              <span key={column.label} role="columnheader" className={column.end ? "end" : undefined}>
                <span className={column.hidden ? "vh" : undefined}>{column.label}</span>
              </span>
            ))}
          </div>
        </div>
        <div className="ledger-body" role="rowgroup">
          {children}
        </div>
      </div>
    </div>
  );
}

export function LedgerRow({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: a row of a table that is only read takes no focus
    <div className={`ledger-row ${tone}`} role="row">
      {children}
    </div>
  );
}

interface CellProps {
  name: string;
  /** Stands before the words where no heading stands above them. */
  label?: string;
  head?: boolean;
  end?: boolean;
  /** There is nothing to say: a card leaves it out. */
  nil?: boolean;
  children?: ReactNode;
}

export function Cell({ name, label, head = false, end = false, nil = false, children }: CellProps) {
  return (
    <div
      className={`cell ${name} ${end ? "end" : ""} ${nil ? "nil" : ""}`}
      role={head ? "rowheader" : "cell"}
      data-label={label}
    >
      {children}
    </div>
  );
}
