import type { ReactNode } from "react";

interface Props {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** The level that fits the page's outline: 1 when this is all the page has to say. */
  level?: 1 | 2;
}

/** Nothing here, not found, not allowed, not reachable: said in words, with the way on. */
export function EmptyState({ title, children, action, level = 2 }: Props) {
  return (
    <div className="empty">
      {level === 1 ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children && <div className="empty-words">{children}</div>}
      {action && <div className="row">{action}</div>}
    </div>
  );
}
