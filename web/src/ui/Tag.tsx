import type { ReactNode } from "react";

export type Tone = "plain" | "moss" | "amber" | "red";

export function Tag({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag ${tone}`}>{children}</span>;
}
