import { Fragment } from "react";

/** A name made for machines, which may break where its parts meet. */
export function Breakable({ name }: { name: string }) {
  return name.split(/(?<=[._/-])/).map((part, i) => (
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
