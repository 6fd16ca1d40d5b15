import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  says: string;
  action?: ReactNode;
  children: ReactNode;
}

/** One matter of the page, with its heading and what may be done about it. */
export function Part({ title, says, action, children }: Props) {
  const id = useId();
  return (
    <section className="privacy-part" aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          <p className="quiet">{says}</p>
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
