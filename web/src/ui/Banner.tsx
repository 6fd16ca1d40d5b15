import type { ReactNode } from "react";

interface Props {
  tone: "info" | "wait" | "trouble" | "done";
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Something the reader should know now: what happened, what is safe, what to do next. */
export function Banner({ tone, title, children, action }: Props) {
  return (
    <div className={`banner ${tone}`} role={tone === "trouble" ? "alert" : "status"}>
      <div className="banner-words">
        {title && <b>{title}</b>}
        {children && <span>{children}</span>}
      </div>
      {action}
    </div>
  );
}
