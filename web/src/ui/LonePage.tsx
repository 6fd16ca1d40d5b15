import type { ReactNode } from "react";
import { Brand } from "./Brand";
import { EmptyState } from "./EmptyState";

type LonePageProps = { title: string; action: ReactNode; children: ReactNode };

/** A page outside the rooms: it says one thing, and what to do about it. */
export function LonePage({ title, action, children }: LonePageProps) {
  return (
    <div className="alone">
      <header className="top-bar">
        <Brand />
      </header>
      <main id="main">
        <EmptyState level={1} title={title} action={action}>
          <p>{children}</p>
        </EmptyState>
      </main>
    </div>
  );
}
